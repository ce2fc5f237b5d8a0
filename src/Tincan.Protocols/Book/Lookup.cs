namespace Tincan.Protocols.Book;

/// <summary>What came of a query.</summary>
public enum LookupOutcome
{
    /// <summary>The book knows the address; the text is the name.</summary>
    Found,

    /// <summary>The book does not know it.</summary>
    NotFound,

    /// <summary>The server did not understand the query.</summary>
    NotUnderstood,

    /// <summary>The server cannot say now whether the book knows it; it may later.</summary>
    Unavailable,
}

/// <summary>The answer to a query.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Text">The text of the response, without a line end or NUL that some servers count to it.</param>
public sealed record Lookup(LookupOutcome Outcome, ReadOnlyMemory<byte> Text)
{
    /// <summary>Reads the text of a response. Servers spell their errors in many ways; none of them is a name.</summary>
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
