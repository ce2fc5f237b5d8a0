namespace Tincan.Protocols.Book;

/// <summary>Collects warnings about valid entries. It lists the first ones, and the number of all, because a full list would bury other messages.</summary>
public sealed class BookWarnings
{
    /// <summary>The number of warnings listed.</summary>
    public const int MostTold = 20;

    private readonly List<string> _first = [];
    private long _count;

    /// <summary>One sentence for each of the first, and one for the rest.</summary>
    public IReadOnlyList<string> Lines => _count <= MostTold
        ? _first
        : [.. _first, $"and {_count - MostTold} more: {_count} names in all have more than {BookMessage.MaxSignedText} bytes"];

    /// <summary>Checks an entry of a file.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="entry">The entry.</param>
    public void Look(string file, int line, BookEntry entry)
    {
        if (Counts(entry))
        {
            _first.Add($"{file}:{line}: {entry.Warning}");
        }
    }

    /// <summary>Checks an entry of a database, where the address is its position.</summary>
    /// <param name="database">The database's name, without a password.</param>
    /// <param name="entry">The entry.</param>
    public void Look(string database, BookEntry entry)
    {
        if (Counts(entry))
        {
            _first.Add($"{entry.Email} in {database}: {entry.Warning}");
        }
    }

    private bool Counts(BookEntry entry) => entry.Warning is not null && ++_count <= MostTold;
}
