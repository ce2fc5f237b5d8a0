namespace Tincan.Book.Formats;

/// <summary>Bytes of a file of lines, until one of them is too long: who reads whole lines would take memory for it without end.</summary>
/// <param name="inner">The file; it stays open.</param>
/// <param name="most">How many bytes a line may have.</param>
/// <param name="file">Its name, for messages.</param>
internal sealed class LineLimitStream(Stream inner, int most, string file) : InspectedStream(inner)
{
    private long _length;
    private int _line = 1;

    /// <exception cref="BadFileException">A line is too long.</exception>
    protected override void Inspect(ReadOnlySpan<byte> read)
    {
        for (var end = read.IndexOf((byte)'\n'); end >= 0; end = read.IndexOf((byte)'\n'))
        {
            Grow(end);
            read = read[(end + 1)..];
            _length = 0;
            _line++;
        }

        Grow(read.Length);
    }

    private void Grow(int by)
    {
        _length += by;
        if (_length > most)
        {
            throw new BadFileException(file, _line, FoldedLines.TooLong);
        }
    }
}
