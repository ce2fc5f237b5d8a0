using System.Text.Json;
using Tincan.Parsing;
using Tincan.Parsing.Forms;

namespace Tincan.Faults;

/// <summary>Something that can be said of a fault: <c>every=1</c>.</summary>
public abstract class FaultSetting
{
    private protected FaultSetting(string key, string meaning, string values)
    {
        Key = key;
        Meaning = meaning;
        Values = values;
    }

    /// <summary>Its name, in text as in JSON.</summary>
    public string Key { get; }

    /// <summary>What it means, in a sentence.</summary>
    public string Meaning { get; }

    /// <summary>What its value can be, in a few words.</summary>
    public string Values { get; }

    /// <summary>Its value in a fault, as it would be written; null if there is none.</summary>
    /// <param name="fault">A fault that takes the setting.</param>
    public abstract string? Of(Fault fault);

    /// <summary>The fault with the setting as it is written.</summary>
    /// <exception cref="SyntaxException">It is no value.</exception>
    internal abstract Fault Read(Fault fault, Token value);

    /// <summary>Writes the value of a fault that has one.</summary>
    internal abstract void WriteJson(Utf8JsonWriter json, Fault fault);

    /// <summary>Writes the keywords of a schema for its value.</summary>
    internal abstract void WriteSchema(Utf8JsonWriter schema);
}

/// <summary>A setting of some faults.</summary>
/// <param name="key">Its name.</param>
/// <param name="meaning">What it means, in a sentence.</param>
/// <param name="form">How its value is written.</param>
/// <param name="get">Its value in a fault; null if there is none.</param>
/// <param name="with">A fault with another value.</param>
internal sealed class FaultSetting<TFault, T>(
    string key, string meaning, ValueForm<T> form, Func<TFault, object?> get, Func<TFault, T, Fault> with) : FaultSetting(key, meaning, form.Meaning)
    where TFault : Fault
    where T : notnull
{
    public override string? Of(Fault fault) => get((TFault)fault) is T value ? form.Write(value) : null;

    internal override Fault Read(Fault fault, Token value) => form.TryRead(value, out var read)
        ? with((TFault)fault, read)
        : throw value.Error($"{Key} takes {form.Meaning}, not {value}", form.WrongFrom(value));

    internal override void WriteJson(Utf8JsonWriter json, Fault fault) => form.WriteJson(json, (T)get((TFault)fault)!);

    internal override void WriteSchema(Utf8JsonWriter schema) => form.WriteSchema(schema);
}
