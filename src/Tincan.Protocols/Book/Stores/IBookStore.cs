namespace Tincan.Protocols.Book.Stores;

/// <summary>A book that can be edited. Each operation is atomic.</summary>
public interface IBookStore : IAsyncDisposable
{
    /// <summary>The book's name for messages, without a password.</summary>
    string Name { get; }

    /// <summary>Creates the book if there is none, and upgrades an old one.</summary>
    /// <param name="cancel">Cancels the operation; nothing is changed then.</param>
    /// <returns>False if there was nothing to do.</returns>
    Task<bool> InitializeAsync(CancellationToken cancel = default);

    /// <summary>Reads a consistent snapshot of all entries.</summary>
    /// <param name="cancel">Cancels the read.</param>
    IAsyncEnumerable<BookEntry> ReadAsync(CancellationToken cancel = default);

    /// <summary>Returns what a merge would change. It needs only read access.</summary>
    /// <param name="entries">The entries, with different <see cref="AddressKey"/>s; enumerated once.</param>
    /// <param name="replace">Whether the merge removes all other addresses.</param>
    /// <param name="cancel">Cancels the comparison.</param>
    Task<BookChanges> CompareAsync(IEnumerable<BookEntry> entries, bool replace, CancellationToken cancel = default);

    /// <summary>Merges entries. A known address gets the new spelling and the new name.</summary>
    /// <param name="entries">The entries, with different <see cref="AddressKey"/>s; enumerated once.</param>
    /// <param name="replace">Whether to remove all other addresses.</param>
    /// <param name="keep">Called with the changes before they are made; returns whether to make them. It may be called more than once.</param>
    /// <param name="cancel">Cancels the merge; nothing is changed then.</param>
    /// <returns>The changes, made or not.</returns>
    Task<BookChanges> MergeAsync(IEnumerable<BookEntry> entries, bool replace, Func<BookChanges, bool> keep, CancellationToken cancel = default);

    /// <summary>Removes addresses.</summary>
    /// <param name="emails">The addresses; case does not matter.</param>
    /// <param name="cancel">Cancels the removal; nothing is changed then.</param>
    /// <returns>The addresses that were not in the book.</returns>
    Task<IReadOnlyList<string>> RemoveAsync(IReadOnlyCollection<string> emails, CancellationToken cancel = default);
}
