using Tincan.Protocols.Book.Formats;

namespace Tincan.Protocols.Book.Stores;

/// <summary>A book in a CSV file. Its order is kept, and new addresses come last. A change takes the book's lock and replaces the file atomically.</summary>
/// <param name="path">The file.</param>
/// <param name="time">The clock for waiting for the lock.</param>
public sealed class CsvBookStore(string path, TimeProvider time) : IBookStore
{
    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public async Task<bool> InitializeAsync(CancellationToken cancel = default)
    {
        using var locked = await BookLock.TakeAsync(path, time, cancel);
        if (File.Exists(path))
        {
            CsvBook.Load(path);
            return false;
        }

        AtomicFile.Replace(path, new CsvBook().Write);
        return true;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BookEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask;
        using var csv = BookFile.Open(path);
        // Check the whole file first, so that no entry is returned from an invalid book.
        BookFile.Check(csv, path);
        foreach (var (_, entry) in BookFile.Read(csv, path, static _ => true))
        {
            cancel.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public Task<BookChanges> CompareAsync(IEnumerable<BookEntry> entries, bool replace, CancellationToken cancel = default) =>
        Task.FromResult(CsvBook.Load(path).Merge(entries, replace, cancel));

    /// <inheritdoc/>
    public async Task<BookChanges> MergeAsync(
        IEnumerable<BookEntry> entries, bool replace, Func<BookChanges, bool> keep, CancellationToken cancel = default)
    {
        using var locked = await BookLock.TakeAsync(path, time, cancel);
        var book = CsvBook.Load(path);
        var changes = book.Merge(entries, replace, cancel);
        if (keep(changes) && changes.Any)
        {
            cancel.ThrowIfCancellationRequested();
            AtomicFile.Replace(path, book.Write);
        }

        return changes;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> RemoveAsync(IReadOnlyCollection<string> emails, CancellationToken cancel = default)
    {
        using var locked = await BookLock.TakeAsync(path, time, cancel);
        var book = CsvBook.Load(path);
        var asked = emails.DistinctBy(AddressKey.Of).ToList();
        var missing = asked.Where(email => !book.Remove(email)).ToList();
        if (missing.Count < asked.Count)
        {
            AtomicFile.Replace(path, book.Write);
        }

        return missing;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
