namespace Tincan.Parsing;

/// <summary>A JSON value and its position.</summary>
/// <param name="source">The text.</param>
/// <param name="at">The offset in the text, in bytes.</param>
/// <param name="kind">The kind of value; for an object or array, its first token.</param>
public sealed class SourceValue(SourceText source, int at, JsonTokenType kind)
{
    /// <summary>The kind of value.</summary>
    public JsonTokenType Kind => kind;

    /// <summary>The content of a string, number or literal.</summary>
    public Token Word { get; init; }

    /// <summary>The members of an object, in the order of the text.</summary>
    public IReadOnlyList<(Token Key, SourceValue Value)> Members { get; init; } = [];

    /// <summary>The items of an array.</summary>
    public IReadOnlyList<SourceValue> Items { get; init; } = [];

    /// <summary>The line, from 1.</summary>
    public int Line => source.LineOf(at);

    /// <summary>The position: <c>FILE:LINE:COLUMN</c>.</summary>
    public string Position => source.PositionOf(at);

    /// <summary>An exception for an error at this value.</summary>
    public SyntaxException Error(string problem) => source.Error(at, problem);

    /// <summary>Throws unless the value is of a kind.</summary>
    /// <exception cref="SyntaxException">It is not.</exception>
    public void Expect(JsonTokenType expected, string problem)
    {
        if (kind != expected)
        {
            throw Error(problem);
        }
    }
}
