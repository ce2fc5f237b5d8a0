using System.Collections.Frozen;
using System.Text;

namespace Tincan.Book;

/// <summary>Names by e-mail address, ready to be sent.</summary>
public sealed class AddressBook
{
    private readonly FrozenDictionary<string, byte[]> _responses;
    private readonly FrozenDictionary<string, byte[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private AddressBook(Dictionary<string, byte[]> responses, IReadOnlyList<string> warnings)
    {
        _responses = responses.ToFrozenDictionary(responses.Comparer);
        _lookup = _responses.GetAlternateLookup<ReadOnlySpan<char>>();
        Warnings = warnings;
    }

    /// <summary>How many addresses it holds.</summary>
    public int Count => _responses.Count;

    /// <summary>What should be known of it though it is not wrong: names that a program with a signed length byte cannot take.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Loads a book, whole or not at all.</summary>
    /// <param name="path">A CSV file: <c>email,name</c>, RFC 4180, UTF-8, header row optional.</param>
    /// <param name="exactCase">Whether addresses that differ only in case are different.</param>
    /// <exception cref="BadFileException">The file cannot be read or has a bad line; file, line and what is wrong.</exception>
    public static AddressBook Load(string path, bool exactCase = false)
    {
        try
        {
            return Read(File.ReadAllBytes(path), path, exactCase);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadFileException(path, 0, error.Message, error);
        }
    }

    /// <summary>Reads a book.</summary>
    /// <param name="csv">The file's bytes.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="exactCase">Whether addresses that differ only in case are different.</param>
    /// <exception cref="BadFileException">A line is bad.</exception>
    public static AddressBook Read(byte[] csv, string file, bool exactCase = false)
    {
        var responses = new Dictionary<string, byte[]>(exactCase ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        var warnings = new List<string>();
        foreach (var (line, email, name) in BookCsv.Read(csv, file))
        {
            var text = Encoding.UTF8.GetBytes(name);
            if (Problem(email, text) is { } problem)
            {
                throw new BadFileException(file, line, problem);
            }

            if (!responses.TryAdd(email, BookMessage.Encode(BookMessage.Response, text)))
            {
                throw new BadFileException(file, line, $"'{Visible.Text(email)}' is in the book already");
            }

            if (text.Length > BookMessage.MaxSignedText)
            {
                warnings.Add($"{file}:{line}: the name has {text.Length} bytes; programs with a signed length byte take at most {BookMessage.MaxSignedText}");
            }
        }

        return new AddressBook(responses, warnings);
    }

    /// <summary>Finds the whole response to a query.</summary>
    /// <param name="email">The address in UTF-8, at most <see cref="BookMessage.MaxText"/> bytes.</param>
    /// <param name="response">The message that answers it; good for ever.</param>
    /// <returns>False if the address is not in the book or not UTF-8.</returns>
    public bool TryFind(ReadOnlySpan<byte> email, out ReadOnlyMemory<byte> response)
    {
        Span<char> text = stackalloc char[BookMessage.MaxText];
        if (Encoding.UTF8.TryGetChars(email, text, out var length) && _lookup.TryGetValue(text[..length], out var found))
        {
            response = found;
            return true;
        }

        response = default;
        return false;
    }

    private static string? Problem(string email, byte[] name)
    {
        if (email.Length == 0)
        {
            return "the address is empty";
        }

        if (name.Length == 0)
        {
            return "the name is empty";
        }

        if (Encoding.UTF8.GetByteCount(email) is var size and > BookMessage.MaxText)
        {
            return $"the address has {size} bytes; the wire carries at most {BookMessage.MaxText}";
        }

        return name.Length > BookMessage.MaxText
            ? $"the name has {name.Length} bytes; the wire carries at most {BookMessage.MaxText}"
            : null;
    }
}
