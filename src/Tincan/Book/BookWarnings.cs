namespace Tincan.Book;

/// <summary>What should be known of a book's entries though they are not wrong. A list of all might bury everything else: the first are told, and how many there are.</summary>
internal sealed class BookWarnings
{
    /// <summary>How many are told one by one.</summary>
    public const int MostTold = 20;

    private readonly List<string> _first = [];
    private long _count;

    /// <summary>A sentence each for the first, and one for the others.</summary>
    public IReadOnlyList<string> Lines => _count <= MostTold
        ? _first
        : [.. _first, $"and {_count - MostTold} more: {_count} names in all have more than {BookMessage.MaxSignedText} bytes"];

    /// <summary>Looks at an entry.</summary>
    /// <param name="file">The file or database that it is in.</param>
    /// <param name="place">Where it is there: its line, or its address.</param>
    /// <param name="entry">The entry.</param>
    public void Look<T>(string file, T place, BookEntry entry)
    {
        if (entry.Warning is { } warning && ++_count <= MostTold)
        {
            _first.Add($"{file}:{place}: {warning}");
        }
    }
}
