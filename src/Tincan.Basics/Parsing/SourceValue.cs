namespace Tincan.Parsing;

/// <summary>A value of JSON, and where it was written.</summary>
/// <param name="source">Where it stands.</param>
/// <param name="at">At which byte.</param>
/// <param name="kind">Which kind it is; an object and a list by the token they begin with.</param>
public sealed class SourceValue(SourceText source, int at, JsonTokenType kind)
{
    /// <summary>Object, list, text, number, or a word such as <c>true</c>.</summary>
    public JsonTokenType Kind => kind;

    /// <summary>What a text, a number or a word such as <c>true</c> says.</summary>
    public Token Word { get; init; }

    /// <summary>What an object has, in the order in which it stands there; no key twice.</summary>
    public IReadOnlyList<(Token Key, SourceValue Value)> Members { get; init; } = [];

    /// <summary>What a list has.</summary>
    public IReadOnlyList<SourceValue> Items { get; init; } = [];

    /// <summary>The line it begins on, from 1.</summary>
    public int Line => source.LineOf(at);

    /// <summary>Where it begins: <c>FILE:LINE:COLUMN</c>.</summary>
    public string Place => source.PlaceOf(at);

    /// <summary>It is wrong.</summary>
    public SyntaxException Error(string problem) => source.Error(at, problem);

    /// <summary>Says what would be right, unless it is of this kind.</summary>
    public void Expect(JsonTokenType expected, string otherwise)
    {
        if (kind != expected)
        {
            throw Error(otherwise);
        }
    }
}
