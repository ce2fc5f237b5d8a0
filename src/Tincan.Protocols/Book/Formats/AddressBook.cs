namespace Tincan.Protocols.Book.Formats;

/// <summary>A book file in memory, ready to answer.</summary>
public sealed class AddressBook : IBook, IPlainEntries
{
    private readonly bool _exactCase;
    private readonly BookWarnings _warnings = new();
    private ResponseTable _responses = new();

    private AddressBook(bool exactCase) => _exactCase = exactCase;

    /// <summary>The number of addresses.</summary>
    public int Count => _responses.Count;

    /// <summary>
    /// Warnings: how many rows were skipped, and which names are too long for programs with a signed length byte.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>Loads a book from a file.</summary>
    /// <param name="path">A CSV file: <c>email,name</c>, RFC 4180, UTF-8, header row optional; or contacts, by their headings.</param>
    /// <param name="exactCase">Whether addresses that differ only in case are different.</param>
    /// <exception cref="BadFileException">The file cannot be read, or a line is not valid; the message has file and line.</exception>
    public static AddressBook Load(string path, bool exactCase = false)
    {
        using var csv = BookFile.Open(path);
        return Read(csv, path, exactCase);
    }

    /// <summary>Reads a book.</summary>
    /// <param name="csv">The file's bytes.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="exactCase">Whether addresses that differ only in case are different.</param>
    /// <exception cref="BadFileException">A line is not valid.</exception>
    public static AddressBook Read(byte[] csv, string file, bool exactCase = false) => Read(new MemoryStream(csv), file, exactCase);

    private static AddressBook Read(Stream csv, string file, bool exactCase)
    {
        var book = new AddressBook(exactCase);
        var passedOver = new PassedOverCount(file);
        foreach (var (line, entry) in BookFile.Read(csv, file, book.TryAdd, passedOver.Add, book))
        {
            book._warnings.Look(file, line, entry);
        }

        book.Warnings = [.. passedOver.Lines, .. book._warnings.Lines];
        return book;
    }

    /// <inheritdoc/>
    public LookupOutcome Find(ReadOnlySpan<byte> email, out ReadOnlyMemory<byte> response)
    {
        if (_exactCase)
        {
            return _responses.TryFind(email, out response) ? LookupOutcome.Found : LookupOutcome.NotFound;
        }

        Span<byte> key = stackalloc byte[AddressKey.MaxSize];
        response = default;
        return AddressKey.TryWrite(email, key, out var size) && _responses.TryFind(key[..size], out response)
            ? LookupOutcome.Found
            : LookupOutcome.NotFound;
    }

    private bool TryAdd(BookEntry entry) => _responses.TryAdd(
        _exactCase ? Encoding.UTF8.GetBytes(entry.Email) : AddressKey.Bytes(entry.Email), BookEntry.Response(entry.Name));

    void IPlainEntries.Expect(int entries) => _responses = new ResponseTable(entries);

    bool IPlainEntries.TryTake(scoped ReadOnlySpan<byte> email, ReadOnlySpan<byte> name)
    {
        Span<byte> response = stackalloc byte[BookMessage.HeaderSize + BookMessage.MaxSignedText];
        Span<byte> key = stackalloc byte[BookMessage.MaxSignedText];
        (response[0], response[1]) = (BookMessage.Response, (byte)name.Length);
        name.CopyTo(response[BookMessage.HeaderSize..]);
        if (!_exactCase)
        {
            Ascii.ToUpper(email, key, out _);
            email = key[..email.Length];
        }

        return _responses.TryAdd(email, response[..(BookMessage.HeaderSize + name.Length)]);
    }
}
