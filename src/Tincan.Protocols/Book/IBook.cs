namespace Tincan.Protocols.Book;

/// <summary>What a book server asks. It is asked on the thread on which a query arrived, so an answer neither waits nor allocates.</summary>
public interface IBook
{
    /// <summary>Finds the whole response to a query.</summary>
    /// <param name="email">The address in UTF-8, at most <see cref="BookMessage.MaxText"/> bytes.</param>
    /// <param name="response">The message that answers it; good for ever. Empty unless the address was found.</param>
    /// <returns>
    /// <see cref="LookupOutcome.Found"/>; <see cref="LookupOutcome.NotFound"/> if the address is not in the book;
    /// <see cref="LookupOutcome.Unavailable"/> if that cannot be said now.
    /// </returns>
    LookupOutcome Find(ReadOnlySpan<byte> email, out ReadOnlyMemory<byte> response);
}
