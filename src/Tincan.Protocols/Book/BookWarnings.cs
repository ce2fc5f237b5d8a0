namespace Tincan.Protocols.Book;

/// <summary>What should be known of a book's entries though they are not wrong. A list of all might bury everything else: the first are told, and how many there are.</summary>
public sealed class BookWarnings
{
    /// <summary>How many are told one by one.</summary>
    public const int MostTold = 20;

    private readonly List<string> _first = [];
    private long _count;

    /// <summary>A sentence each for the first, and one for the others.</summary>
    public IReadOnlyList<string> Lines => _count <= MostTold
        ? _first
        : [.. _first, $"and {_count - MostTold} more: {_count} names in all have more than {BookMessage.MaxSignedText} bytes"];

    /// <summary>Looks at an entry of a file.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="line">Its line there.</param>
    /// <param name="entry">The entry.</param>
    public void Look(string file, int line, BookEntry entry)
    {
        if (Counts(entry))
        {
            _first.Add($"{file}:{line}: {entry.Warning}");
        }
    }

    /// <summary>Looks at an entry of a database, where its address says where it is.</summary>
    /// <param name="database">The database, without a password.</param>
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
