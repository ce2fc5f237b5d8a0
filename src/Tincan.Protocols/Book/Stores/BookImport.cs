using Tincan.Protocols.Book.Formats;

namespace Tincan.Protocols.Book.Stores;

/// <summary>A rejected entry of a file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Why">The reason.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Refusal(int Line, string Why);

/// <summary>Reads the entries of a file that are valid in a book, and reports the others.</summary>
/// <param name="format">The file's format.</param>
/// <param name="file">The file's name, for messages.</param>
/// <param name="refused">Called for each rejected entry.</param>
public sealed class BookImport(IBookFormat format, string file, Action<Refusal> refused)
{
    /// <summary>The first line of each address, and its name there.</summary>
    private readonly ResponseTable _first = new();
    private readonly BookWarnings _warnings = new();

    /// <summary>The number of valid entries.</summary>
    public int Taken { get; private set; }

    /// <summary>The number of rejected entries.</summary>
    public int Refused { get; private set; }

    /// <summary>The number of skipped contacts, which are valid but not entries.</summary>
    public PassedOverCount PassedOver { get; } = new(file);

    /// <summary>Warnings about names that are too long for programs with a signed length byte.</summary>
    public IReadOnlyList<string> Warnings => _warnings.Lines;

    /// <summary>Reads the entries. Of an address that occurs twice, the first entry counts.</summary>
    /// <param name="stream">The file.</param>
    /// <exception cref="BadFileException">The file is not in this format.</exception>
    public IEnumerable<BookEntry> Read(Stream stream)
    {
        foreach (var (line, entry, unreadable, passedOver) in format.Read(stream, file))
        {
            if ((passedOver ?? RepeatedAsItWas(entry)) is { } reason)
            {
                PassedOver.Add(reason);
                continue;
            }

            if ((unreadable ?? entry!.Problem ?? Repeated(line, entry)) is { } why)
            {
                Refused++;
                refused(new(line, why));
                continue;
            }

            Taken++;
            _warnings.Look(file, line, entry!);
            yield return entry!;
        }
    }

    /// <summary>Address books often list an address twice. That is an error only if the names differ.</summary>
    private PassedOver? RepeatedAsItWas(BookEntry? entry) =>
        entry is not null && _first.TryFind(AddressKey.Bytes(entry.Email), out var first) && first.Span[sizeof(int)..].SequenceEqual(Encoding.UTF8.GetBytes(entry.Name))
            ? Formats.PassedOver.Repeated
            : null;

    private string? Repeated(int line, BookEntry entry)
    {
        var key = AddressKey.Bytes(entry.Email);
        return _first.TryAdd(key, [.. BitConverter.GetBytes(line), .. Encoding.UTF8.GetBytes(entry.Name)]) || !_first.TryFind(key, out var first)
            ? null
            : $"'{Escape.ForTerminal(entry.Email)}' is a duplicate: it is in line {BitConverter.ToInt32(first.Span)} already, with another name";
    }
}
