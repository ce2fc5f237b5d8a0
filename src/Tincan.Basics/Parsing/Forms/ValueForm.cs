namespace Tincan.Parsing.Forms;

/// <summary>How values of a kind are written, for people: what help, completion and errors say of them.</summary>
public abstract class ValueForm
{
    /// <summary>What can be written, in words that follow "takes".</summary>
    public abstract string Meaning { get; }

    /// <summary>What stands for a value in the help of an option.</summary>
    public virtual string Placeholder => "VALUE";

    /// <summary>The values that can be completed.</summary>
    public virtual IReadOnlyList<string> Words => [];

    /// <summary>Whether an option without a value turns it on.</summary>
    public virtual bool IsFlag => false;

    /// <summary>Whether an option takes several values.</summary>
    public virtual bool IsList => false;

    /// <summary>Whether a value has several words, so that an error shows which of them is wrong.</summary>
    public virtual bool IsPhrase => false;

    /// <summary>Whether a value names a file that is written.</summary>
    public virtual bool IsOutput => false;

    /// <summary>Writes the keywords of a schema.</summary>
    public virtual void WriteSchema(Utf8JsonWriter schema) => schema.WriteString("type", "string");
}

/// <summary>How values of a kind are written: read from text and from JSON, written back, and described for people and for a JSON schema.</summary>
public abstract class ValueForm<T> : ValueForm
{
    /// <summary>What a value that is not there means, for help; null if it means nothing.</summary>
    public virtual string? Nothing => null;

    /// <summary>Reads a value.</summary>
    public abstract bool TryRead(Token word, out T value);

    /// <summary>Which byte is the first wrong one of a word that cannot be read.</summary>
    public virtual int WrongFrom(Token word) => 0;

    /// <summary>Reads a value from text.</summary>
    /// <param name="name">Of what, for errors.</param>
    /// <param name="word">As it is written.</param>
    /// <exception cref="SyntaxException">It is no value.</exception>
    public virtual T Read(string name, Token word) =>
        TryRead(word, out var value) ? value : throw word.Error($"{name} takes {Meaning}, not {word}", WrongFrom(word));

    /// <summary>Reads what an option was given.</summary>
    /// <inheritdoc cref="Read(string, Token)"/>
    public virtual T Read(string name, IReadOnlyList<Token> words) => Read(name, words[0]);

    /// <summary>Reads a value from JSON.</summary>
    /// <inheritdoc cref="Read(string, Token)"/>
    public virtual T Read(string name, SourceValue value)
    {
        var quotes = !Takes(JsonTokenType.String) ? ", without quotes" : Takes(JsonTokenType.Number) ? "" : ", in quotes";
        return Takes(value.Kind) ? Read(name, value.Word) : throw value.Error($"{name} takes {Meaning}{quotes}");
    }

    /// <summary>Writes a value so that it is read as the same again.</summary>
    public abstract string Write(T value);

    /// <summary>Writes a value as JSON.</summary>
    public virtual void WriteJson(Utf8JsonWriter json, T value) => json.WriteStringValue(Write(value));

    /// <summary>The files that a value names.</summary>
    public virtual IEnumerable<Located<string>> Files(T value) => [];

    /// <summary>Whether JSON of this kind can be a value.</summary>
    protected virtual bool Takes(JsonTokenType kind) => kind == JsonTokenType.String;
}
