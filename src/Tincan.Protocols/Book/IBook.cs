namespace Tincan.Protocols.Book;

/// <summary>The book behind a server. It is called on the thread where a query arrived, so it must not block, and should not allocate.</summary>
public interface IBook
{
    /// <summary>Finds the response to a query.</summary>
    /// <param name="email">The address in UTF-8, at most <see cref="BookMessage.MaxText"/> bytes.</param>
    /// <param name="response">The whole response message, which never changes. Empty unless the address was found.</param>
    /// <returns>
    /// <see cref="LookupOutcome.Found"/>; <see cref="LookupOutcome.NotFound"/> if the address is not in the book;
    /// <see cref="LookupOutcome.Unavailable"/> if the book cannot be asked now.
    /// </returns>
    LookupOutcome Find(ReadOnlySpan<byte> email, out ReadOnlyMemory<byte> response);
}
