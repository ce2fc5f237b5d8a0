using System.Runtime.InteropServices;
using Tincan.Book.Formats;

namespace Tincan.Book.Stores;

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
    private readonly ResponseTable _lines = new();
    private readonly BookWarnings _warnings = new();

    /// <summary>How many entries were taken.</summary>
    public int Taken { get; private set; }

    /// <summary>How many were not.</summary>
    public int Refused { get; private set; }

    /// <summary>What should be known of what was taken though it is not wrong: names that a program with a signed length byte cannot take; the first, and how many more.</summary>
    public IReadOnlyList<string> Warnings => _warnings.Lines;

    /// <summary>The entries of the file, each address once: where it stands first.</summary>
    /// <param name="stream">The file.</param>
    /// <exception cref="BadFileException">The file as a whole is not of this kind.</exception>
    public IEnumerable<BookEntry> Read(Stream stream)
    {
        foreach (var (line, entry, unreadable) in format.Read(stream, file))
        {
            if ((unreadable ?? entry!.Problem ?? Repeated(line, entry.Email)) is { } why)
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

    private string? Repeated(int line, string email)
    {
        var key = AddressKey.Bytes(email);
        return _lines.TryAdd(key, BitConverter.GetBytes(line)) || !_lines.TryFind(key, out var first)
            ? null
            : $"'{Visible.Text(email)}' is a duplicate: it is in line {BitConverter.ToInt32(first.Span)} already";
    }
}
