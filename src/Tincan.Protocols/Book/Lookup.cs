namespace Tincan.Protocols.Book;

/// <summary>The outcome of a query.</summary>
public enum LookupOutcome
{
    /// <summary>The address is in the book; the text is the name.</summary>
    Found,

    /// <summary>The address is not in the book.</summary>
    NotFound,

    /// <summary>The server did not understand the query.</summary>
    NotUnderstood,

    /// <summary>The server cannot look it up now, but may later.</summary>
    Unavailable,
}

/// <summary>The answer to a query.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Text">The text of the response, without the line end or NUL that some servers include.</param>
public sealed record Lookup(LookupOutcome Outcome, ReadOnlyMemory<byte> Text)
{
    /// <summary>Reads the text of a response. Servers spell errors in many ways; all are recognised, so that none is taken for a name.</summary>
    internal static Lookup Read(ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd("\r\n\0"u8);
        return new(OutcomeOf(text, Encoding.Latin1.GetString(text)), text.ToArray());
    }

    private static LookupOutcome OutcomeOf(ReadOnlySpan<byte> bytes, string text) =>
        bytes.SequenceEqual(BookMessage.Unavailable) ? LookupOutcome.Unavailable
        : text.Length == 0 || text.StartsWith("Error 404", StringComparison.OrdinalIgnoreCase) || text.Contains("not found", StringComparison.OrdinalIgnoreCase)
            ? LookupOutcome.NotFound
        : text.Equals("Error", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("Error:", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("Error ", StringComparison.OrdinalIgnoreCase) ? LookupOutcome.NotUnderstood
        : LookupOutcome.Found;
}
