using Tincan.Protocols.Book.Formats;

namespace Tincan.Protocols.Book.Stores;

/// <summary>A book in memory, in the order of its file, to be changed. Rows are kept as bytes, which take half the memory of two strings.</summary>
internal sealed class CsvBook
{
    private static readonly BookCsv Csv = new();

    private readonly List<byte[]?> _rows = [];
    private readonly ResponseTable _places = new();

    /// <summary>Reads a book.</summary>
    /// <exception cref="BadFileException">The file cannot be read, or a line is not valid.</exception>
    public static CsvBook Load(string path)
    {
        var book = new CsvBook();
        using var csv = BookFile.Open(path);
        BookCsv.ThrowUnlessBook(csv, path);
        foreach (var _ in BookFile.Read(csv, path, book.TryAdd))
        {
            // All of them are in it.
        }

        return book;
    }

    /// <summary>Merges entries: known addresses keep their position, new ones come last.</summary>
    /// <param name="entries">The entries, with different keys.</param>
    /// <param name="replace">Whether to remove all other entries.</param>
    /// <param name="cancel">Cancels the merge.</param>
    /// <returns>The changes.</returns>
    public BookChanges Merge(IEnumerable<BookEntry> entries, bool replace, CancellationToken cancel)
    {
        var old = _rows.Count;
        var (added, changed, named) = (0, 0, new bool[old]);
        foreach (var entry in entries)
        {
            cancel.ThrowIfCancellationRequested();
            if (TryAdd(entry))
            {
                added++;
                continue;
            }

            var place = PlaceOf(entry.Email)!.Value;
            var row = Row(entry);
            named[place] = true;
            changed += row.AsSpan().SequenceEqual(_rows[place]) ? 0 : 1;
            _rows[place] = row;
        }

        var seen = named.Count(static one => one);
        for (var place = 0; replace && place < old; place++)
        {
            _rows[place] = named[place] ? _rows[place] : null;
        }

        return new(added, changed, replace ? old - seen : 0, (replace ? seen : old) - changed);
    }

    /// <summary>Removes an address.</summary>
    /// <returns>False if there was none.</returns>
    public bool Remove(string email)
    {
        if (PlaceOf(email) is not { } place)
        {
            return false;
        }

        _rows[place] = null;
        return _places.Remove(AddressKey.Bytes(email));
    }

    /// <summary>Writes the book as CSV.</summary>
    public void Write(Stream stream)
    {
        stream.Write(Written(Csv.WriteStart));
        foreach (var row in _rows)
        {
            stream.Write(row);
        }
    }

    private bool TryAdd(BookEntry entry)
    {
        Span<byte> place = stackalloc byte[sizeof(int)];
        BitConverter.TryWriteBytes(place, _rows.Count);
        var isNew = _places.TryAdd(AddressKey.Bytes(entry.Email), place);
        if (isNew)
        {
            _rows.Add(Row(entry));
        }

        return isNew;
    }

    private int? PlaceOf(string email) => _places.TryFind(AddressKey.Bytes(email), out var place) ? BitConverter.ToInt32(place.Span) : null;

    private static byte[] Row(BookEntry entry) => Written(output => Csv.Write(entry, output));

    private static byte[] Written(Action<TextWriter> write)
    {
        using var text = new StringWriter();
        write(text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
