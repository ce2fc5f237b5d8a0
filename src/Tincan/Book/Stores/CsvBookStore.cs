using System.Runtime.CompilerServices;
using System.Text;
using Tincan.Book.Formats;

namespace Tincan.Book.Stores;

/// <summary>
/// A book in a CSV file. Its order is kept, and new addresses come last. A change replaces the file in one step; a lock on the file
/// <c>.NAME.lock</c> beside it keeps two from changing it at once.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="time">The clock that waiting for the lock goes by.</param>
public sealed class CsvBookStore(string path, TimeProvider time) : IBookStore
{
    private static readonly TimeSpan LockLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);
    private static readonly BookCsv Csv = new();

    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public async Task<bool> InitializeAsync(CancellationToken cancel = default)
    {
        using var locked = await LockAsync(cancel);
        if (File.Exists(path))
        {
            Load();
            return false;
        }

        Write([]);
        return true;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BookEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask;
        foreach (var entry in Load())
        {
            cancel.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public async Task<BookChanges> MergeAsync(
        IEnumerable<BookEntry> entries, bool replace, Func<BookChanges, bool> keep, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(keep);
        using var locked = await LockAsync(cancel);
        var book = Load();
        var old = book.Count;
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var place = 0; place < old; place++)
        {
            places.Add(book[place].Email, place);
        }

        var (added, changed, named) = (0, 0, new bool[old]);
        foreach (var entry in entries)
        {
            cancel.ThrowIfCancellationRequested();
            if (!places.TryGetValue(entry.Email, out var place))
            {
                added++;
                book.Add(entry);
                continue;
            }

            named[place] = true;
            changed += book[place] == entry ? 0 : 1;
            book[place] = entry;
        }

        var seen = named.Count(static one => one);
        var changes = new BookChanges(added, changed, replace ? old - seen : 0, (replace ? seen : old) - changed);
        if (keep(changes) && changes.Any)
        {
            cancel.ThrowIfCancellationRequested();
            Write(replace ? book.Where((_, place) => place >= old || named[place]) : book);
        }

        return changes;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> RemoveAsync(IReadOnlyCollection<string> emails, CancellationToken cancel = default)
    {
        using var locked = await LockAsync(cancel);
        var missing = emails.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var book = Load();
        if (book.RemoveAll(entry => missing.Remove(entry.Email)) > 0)
        {
            Write(book);
        }

        return [.. missing];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private List<BookEntry> Load()
    {
        var book = new List<BookEntry>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (line, entry, problem) in BookCsv.Read(ReadFile(), path))
        {
            if ((problem ?? entry!.WireProblem) is { } bad)
            {
                throw new BadFileException(path, line, bad);
            }

            if (!seen.Add(entry!.Email))
            {
                throw new BadFileException(path, line, $"'{Visible.Text(entry.Email)}' is in the book already");
            }

            book.Add(entry);
        }

        return book;
    }

    private byte[] ReadFile()
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (FileNotFoundException missing)
        {
            throw new BadFileException(path, 0, "there is no such book; 'tincan book init' makes one", missing);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadFileException(path, 0, error.Message, error);
        }
    }

    private void Write(IEnumerable<BookEntry> book) => AtomicFile.Replace(path, stream =>
    {
        using var output = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024, leaveOpen: true);
        Csv.WriteStart(output);
        foreach (var entry in book)
        {
            Csv.Write(entry, output);
        }
    });

    private async Task<IDisposable> LockAsync(CancellationToken cancel)
    {
        var target = AtomicFile.TargetOf(path);
        var file = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.lock");
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                // The system lets go of the lock when its holder ends, however it ends. The file stays: another may be waiting for it.
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file) && time.GetElapsedTime(began) < LockLimit)
            {
                await Task.Delay(LockPause, time, cancel);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new BadFileException(path, 0, $"cannot be changed now: {error.Message}", error);
            }
        }
    }
}
