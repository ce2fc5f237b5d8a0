namespace Tincan.Book.Formats;

/// <summary>Bytes of a file of lines, until one of them is too long: who reads whole lines would take memory for it without end.</summary>
/// <param name="inner">The file; it stays open.</param>
/// <param name="most">How many bytes a line may have.</param>
/// <param name="file">Its name, for messages.</param>
internal sealed class LineLimitStream(Stream inner, int most, string file) : Stream
{
    private long _length;
    private int _line = 1;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="BadFileException">A line is too long.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        var rest = buffer[..count];
        for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            Grow(end);
            rest = rest[(end + 1)..];
            _length = 0;
            _line++;
        }

        Grow(rest.Length);
        return count;
    }

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Grow(int by)
    {
        _length += by;
        if (_length > most)
        {
            throw new BadFileException(file, _line, FoldedLines.TooLong);
        }
    }
}
