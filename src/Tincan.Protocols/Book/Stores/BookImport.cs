using Tincan.Protocols.Book.Formats;

namespace Tincan.Protocols.Book.Stores;

/// <summary>An entry of a file that was not taken.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Why">What is wrong with it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Refusal(int Line, string Why);

/// <summary>Takes what may be in a book out of a file, and tells of the rest.</summary>
/// <param name="format">The kind of file.</param>
/// <param name="file">The file's name, for messages.</param>
/// <param name="refused">Is told of each entry that is not taken.</param>
public sealed class BookImport(IBookFormat format, string file, Action<Refusal> refused)
{
    /// <summary>The line on which each address comes first, and its name there.</summary>
    private readonly ResponseTable _first = new();
    private readonly BookWarnings _warnings = new();

    /// <summary>How many entries were taken.</summary>
    public int Taken { get; private set; }

    /// <summary>How many were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>How many contacts were passed over: nothing is wrong with them, and they are no entries.</summary>
    public PassedOverCount PassedOver { get; } = new(file);

    /// <summary>What should be known of what was taken though it is not wrong: names that a program with a signed length byte cannot take; the first, and how many more.</summary>
    public IReadOnlyList<string> Warnings => _warnings.Lines;

    /// <summary>The entries of the file, each address once: where it stands first.</summary>
    /// <param name="stream">The file.</param>
    /// <exception cref="BadFileException">The file as a whole is not of this kind.</exception>
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

    /// <summary>Address books list one address of a person twice; only another name for it needs somebody to decide.</summary>
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
