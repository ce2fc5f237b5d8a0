using Tincan.Reloading;

namespace Tincan.Protocols.Book.Formats;

/// <summary>A book that may be replaced while in use. Each answer comes from the old book or from the new one.</summary>
/// <param name="book">The current book.</param>
public sealed class BookSnapshot(Snapshot<AddressBook> book) : IBook
{
    /// <inheritdoc/>
    public LookupOutcome Find(ReadOnlySpan<byte> email, out ReadOnlyMemory<byte> response) => book.Current.Find(email, out response);
}
