using Tincan.Files;

namespace Tincan.Protocols.Book.Formats;

/// <summary>Reads and checks book files (CSV): each row is an entry that fits into a message, and no address occurs twice.</summary>
internal static class BookFile
{
    /// <summary>Reads the bytes of a book.</summary>
    /// <exception cref="BadFileException">The file cannot be read, or is too long.</exception>
    public static byte[] Load(string path)
    {
        try
        {
            return WholeFile.Read(path);
        }
        catch (BadFileException error) when (error.InnerException is FileNotFoundException)
        {
            throw new BadFileException(path, 0, "there is no such book; 'tincan book init' makes one", error);
        }
    }

    /// <summary>Reads the bytes of a book in order to change it.</summary>
    /// <exception cref="BadFileException">The file cannot be read, is too long, or has columns that would be lost.</exception>
    public static byte[] LoadToChange(string path)
    {
        var csv = Load(path);
        BookCsv.ThrowUnlessBook(csv, path);
        return csv;
    }

    /// <summary>Checks all entries.</summary>
    /// <param name="csv">The bytes.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="BadFileException">A line is not valid.</exception>
    public static void Check(byte[] csv, string file)
    {
        var addresses = new ResponseTable();
        foreach (var _ in Read(csv, file, entry => addresses.TryAdd(AddressKey.Bytes(entry.Email), [0])))
        {
            // Reading it is the check.
        }
    }

    /// <summary>Reads the entries.</summary>
    /// <param name="csv">The bytes.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="isNew">Called with each entry; returns false if its address is a duplicate.</param>
    /// <param name="passedOver">Called for each valid row that is not an entry, with the reason.</param>
    /// <param name="plain">Called with each plain entry, which it takes if the address is new. Defaults to null: all are returned.</param>
    /// <exception cref="BadFileException">A line is not valid.</exception>
    public static IEnumerable<(int Line, BookEntry Entry)> Read(
        byte[] csv, string file, Func<BookEntry, bool> isNew, Action<PassedOver>? passedOver = null, PlainEntry? plain = null)
    {
        foreach (var (line, entry, problem, why) in BookCsv.Read(csv, file, plain))
        {
            if (why is { } reason)
            {
                passedOver?.Invoke(reason);
                continue;
            }

            if ((problem ?? entry!.WireProblem) is { } bad)
            {
                throw new BadFileException(file, line, bad);
            }

            if (!isNew(entry!))
            {
                throw new BadFileException(file, line, $"'{Escape.ForTerminal(entry!.Email)}' is in the book already");
            }

            yield return (line, entry!);
        }
    }
}
