using System.Text.Json;

namespace Tincan.Parsing.Forms;

/// <summary>How values of a kind are written: read, written back, and described, for people and for a JSON schema.</summary>
internal abstract class ValueForm<T>
{
    /// <summary>What can be written, in words that follow "takes".</summary>
    public abstract string Meaning { get; }

    /// <summary>Reads a value.</summary>
    public abstract bool TryRead(Token word, out T value);

    /// <summary>Which byte is the first wrong one of a word that cannot be read.</summary>
    public virtual int WrongFrom(Token word) => 0;

    /// <summary>Writes a value so that it is read as the same again.</summary>
    public abstract string Write(T value);

    /// <summary>Writes a value as JSON.</summary>
    public virtual void WriteJson(Utf8JsonWriter json, T value) => json.WriteStringValue(Write(value));

    /// <summary>Writes the keywords of a schema.</summary>
    public abstract void WriteSchema(Utf8JsonWriter schema);
}
