using Tincan.Files;

namespace Tincan.Protocols.Book.Formats;

/// <summary>Reads and checks book files (CSV): each row is an entry that fits into a message, and no address occurs twice.</summary>
internal static class BookFile
{
    /// <summary>Opens a book.</summary>
    /// <exception cref="BadFileException">The file cannot be read, or is too long.</exception>
    public static Stream Open(string path)
    {
        try
        {
            return WholeFile.Open(path);
        }
        catch (BadFileException error) when (error.InnerException is FileNotFoundException)
        {
            throw new BadFileException(path, 0, "there is no such book; 'tincan book init' makes one", error);
        }
    }


    /// <summary>Checks all entries.</summary>
    /// <param name="csv">The file, which can seek.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="BadFileException">A line is not valid.</exception>
    public static void Check(Stream csv, string file)
    {
        var addresses = new ResponseTable();
        foreach (var _ in Read(csv, file, entry => addresses.TryAdd(AddressKey.Bytes(entry.Email), [0])))
        {
            // Reading it is the check.
        }
    }

    /// <summary>Reads the entries.</summary>
    /// <param name="csv">The file, which can seek.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="isNew">Called with each entry; returns false if its address is a duplicate.</param>
    /// <param name="passedOver">Called for each valid row that is not an entry, with the reason.</param>
    /// <param name="plain">Takes plain entries, which are not returned then. Defaults to null: all are returned.</param>
    /// <exception cref="BadFileException">A line is not valid.</exception>
    public static IEnumerable<(int Line, BookEntry Entry)> Read(
        Stream csv, string file, Func<BookEntry, bool> isNew, Action<PassedOver>? passedOver = null, IPlainEntries? plain = null)
    {
        foreach (var (line, entry, problem, why) in BookCsv.ReadSeekable(csv, file, plain))
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
