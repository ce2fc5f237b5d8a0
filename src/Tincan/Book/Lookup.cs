namespace Tincan.Book;

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
/// <param name="Text">The text of the response as it came.</param>
public sealed record Lookup(LookupOutcome Outcome, ReadOnlyMemory<byte> Text)
{
    internal static Lookup Read(ReadOnlySpan<byte> text) => new(
        text.SequenceEqual(BookMessage.NotFound) ? LookupOutcome.NotFound
        : text.SequenceEqual(BookMessage.NotUnderstood) ? LookupOutcome.NotUnderstood
        : text.SequenceEqual(BookMessage.Unavailable) ? LookupOutcome.Unavailable
        : LookupOutcome.Found,
        text.ToArray());
}
