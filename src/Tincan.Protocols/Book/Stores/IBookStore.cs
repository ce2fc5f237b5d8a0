namespace Tincan.Protocols.Book.Stores;

/// <summary>A book as its keeper sees it: read whole, changed whole or not at all.</summary>
public interface IBookStore : IAsyncDisposable
{
    /// <summary>What it is called in messages; without a password.</summary>
    string Name { get; }

    /// <summary>Makes the book if there is none, and brings an old one up to date.</summary>
    /// <param name="cancel">Gives up; nothing is changed then.</param>
    /// <returns>False if there was nothing to do.</returns>
    Task<bool> InitializeAsync(CancellationToken cancel = default);

    /// <summary>Reads all entries as they are at one moment.</summary>
    /// <param name="cancel">Gives up.</param>
    IAsyncEnumerable<BookEntry> ReadAsync(CancellationToken cancel = default);

    /// <summary>Says what putting entries in would change, and touches nothing: who may only read the book may ask.</summary>
    /// <param name="entries">The entries, no two with the same <see cref="AddressKey"/>; enumerated once.</param>
    /// <param name="replace">Takes out every address that is not among them.</param>
    /// <param name="cancel">Gives up.</param>
    Task<BookChanges> CompareAsync(IEnumerable<BookEntry> entries, bool replace, CancellationToken cancel = default);

    /// <summary>Puts entries in. An address that is there already gets the new spelling and the new name.</summary>
    /// <param name="entries">The entries, no two with the same <see cref="AddressKey"/>; enumerated once.</param>
    /// <param name="replace">Takes out every address that is not among them.</param>
    /// <param name="keep">Is shown what would change when all is known, and says whether to do it; perhaps more than once.</param>
    /// <param name="cancel">Gives up; nothing is changed then.</param>
    /// <returns>What changed, or would have.</returns>
    Task<BookChanges> MergeAsync(IEnumerable<BookEntry> entries, bool replace, Func<BookChanges, bool> keep, CancellationToken cancel = default);

    /// <summary>Takes addresses out.</summary>
    /// <param name="emails">The addresses, in any case.</param>
    /// <param name="cancel">Gives up; nothing is changed then.</param>
    /// <returns>Those that were not there.</returns>
    Task<IReadOnlyList<string>> RemoveAsync(IReadOnlyCollection<string> emails, CancellationToken cancel = default);
}
