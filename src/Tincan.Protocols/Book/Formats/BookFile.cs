using Tincan.Files;

namespace Tincan.Protocols.Book.Formats;

/// <summary>A book in a CSV file: every row an entry that the wire can carry, each address once.</summary>
internal static class BookFile
{
    /// <summary>The bytes of a book.</summary>
    /// <exception cref="BadFileException">It cannot be read, or is too long.</exception>
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

    /// <summary>The bytes of a book that is going to be changed, of which nothing may be lost when it is written again.</summary>
    /// <exception cref="BadFileException">It cannot be read, is too long, or has columns that a book does not keep.</exception>
    public static byte[] LoadToChange(string path)
    {
        var csv = Load(path);
        BookCsv.ThrowUnlessBook(csv, path);
        return csv;
    }

    /// <summary>Looks at all entries.</summary>
    /// <param name="csv">The bytes.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="BadFileException">A line is bad.</exception>
    public static void Check(byte[] csv, string file)
    {
        var addresses = new ResponseTable();
        foreach (var _ in Read(csv, file, entry => addresses.TryAdd(AddressKey.Bytes(entry.Email), [0])))
        {
            // It is right.
        }
    }

    /// <summary>The entries, one after the other.</summary>
    /// <param name="csv">The bytes.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="isNew">Takes an entry; false if its address is there already.</param>
    /// <param name="passedOver">Receives the reason why a row is no entry though nothing is wrong with it.</param>
    /// <exception cref="BadFileException">A line is bad.</exception>
    public static IEnumerable<(int Line, BookEntry Entry)> Read(
        byte[] csv, string file, Func<BookEntry, bool> isNew, Action<PassedOver>? passedOver = null)
    {
        foreach (var (line, entry, problem, why) in BookCsv.Read(csv, file))
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
