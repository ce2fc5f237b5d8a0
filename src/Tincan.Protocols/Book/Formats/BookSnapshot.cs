using Tincan.Reloading;

namespace Tincan.Protocols.Book.Formats;

/// <summary>A book that may be replaced as a whole while it is asked: an answer is from the old or from the new one.</summary>
/// <param name="book">The one that is asked.</param>
public sealed class BookSnapshot(Snapshot<AddressBook> book) : IBook
{
    /// <inheritdoc/>
    public LookupOutcome Find(ReadOnlySpan<byte> email, out ReadOnlyMemory<byte> response) => book.Current.Find(email, out response);
}
