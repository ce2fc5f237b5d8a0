namespace Tincan.Parsing.Forms;

/// <summary>The syntax of a kind of value: its description for help, completion and errors.</summary>
public abstract class ValueForm
{
    /// <summary>The allowed values, in words that follow "takes".</summary>
    public abstract string Meaning { get; }

    /// <summary>The placeholder for a value in the help of an option.</summary>
    public virtual string Placeholder => "VALUE";

    /// <summary>The values that completion suggests.</summary>
    public virtual IReadOnlyList<string> Words => [];

    /// <summary>Whether an option without a value turns it on.</summary>
    public virtual bool IsFlag => false;

    /// <summary>Whether an option can have several values.</summary>
    public virtual bool IsList => false;

    /// <summary>Whether a value has several words, so that an error marks the wrong one.</summary>
    public virtual bool IsPhrase => false;

    /// <summary>Whether a value names an output file.</summary>
    public virtual bool IsOutput => false;

    /// <summary>The JSON schema of a value.</summary>
    public virtual JsonObject ToSchema() => new() { ["type"] = "string" };
}

/// <summary>The syntax of a kind of value: reads it from text and JSON, writes it back, and describes it for people and for a JSON schema.</summary>
public abstract class ValueForm<T> : ValueForm
{
    /// <summary>The text for a missing value; null if there is none.</summary>
    public virtual string? Nothing => null;

    /// <summary>Reads a value.</summary>
    public abstract bool TryRead(Token word, out T value);

    /// <summary>The index of the first wrong byte in a word that cannot be read.</summary>
    public virtual int WrongFrom(Token word) => 0;

    /// <summary>Reads a value from text.</summary>
    /// <param name="name">The setting's name, for errors.</param>
    /// <param name="word">The text.</param>
    /// <exception cref="SyntaxException">The text is not a valid value.</exception>
    public virtual T Read(string name, Token word) =>
        TryRead(word, out var value) ? value : throw word.Error($"{name} takes {Meaning}, not {word}", WrongFrom(word));

    /// <summary>Reads the value of an option.</summary>
    /// <inheritdoc cref="Read(string, Token)"/>
    public virtual T Read(string name, IReadOnlyList<Token> words) => Read(name, words[0]);

    /// <summary>Reads a value from JSON.</summary>
    /// <inheritdoc cref="Read(string, Token)"/>
    public virtual T Read(string name, SourceValue value)
    {
        var quotes = !Takes(JsonTokenType.String) ? ", without quotes" : Takes(JsonTokenType.Number) ? "" : ", in quotes";
        return Takes(value.Kind) ? Read(name, value.Word) : throw value.Error($"{name} takes {Meaning}{quotes}");
    }

    /// <summary>Writes a value so that <see cref="TryRead"/> reads the same value.</summary>
    public abstract string Write(T value);

    /// <summary>A value as JSON.</summary>
    public virtual JsonNode ToJson(T value) => Write(value);

    /// <summary>The files that a value names.</summary>
    public virtual IEnumerable<Located<string>> Files(T value) => [];

    /// <summary>Whether a value can be JSON of this kind.</summary>
    protected virtual bool Takes(JsonTokenType kind) => kind == JsonTokenType.String;
}
