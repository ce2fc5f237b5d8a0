namespace Tincan.Framing;

/// <summary>The lines of a file or of standard input. Lines end with LF or CRLF; the last may have no line end. A byte order mark is skipped.</summary>
public sealed class LineInput : IAsyncDisposable
{
    private readonly StreamWire _stream;
    private readonly LineReader _reader;
    private readonly string _name;

    /// <summary>Makes a reader that owns its stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="maxLine">The longest line, in bytes. Defaults to 64 KiB.</param>
    /// <param name="name">The name for error messages.</param>
    public LineInput(Stream stream, int maxLine = 64 * 1024, string name = "input")
    {
        _name = name;
        _stream = new StreamWire(stream);
        _reader = new LineReader(_stream, new LineOptions { Dialect = Dialect.Lf, MaxLine = maxLine });
    }

    /// <summary>The number of lines that were read.</summary>
    public long Count { get; private set; }

    /// <summary>Whether more input is already in the buffer.</summary>
    public bool HasMore => !_reader.Pending.IsEmpty;

    /// <summary>Takes the next line without waiting: from the buffer, or from a file.</summary>
    /// <param name="line">The line, valid until the next read.</param>
    /// <returns>False if the line has not arrived, at the end, and before a line over the limit, which <see cref="ReadAsync"/> reports.</returns>
    /// <exception cref="BadFileException">The text is UTF-16 or UTF-32.</exception>
    public bool TryRead(out Line line)
    {
        try
        {
            if (!_reader.TryRead(out line))
            {
                // Of a file, the read is complete at once.
                line = _stream.IsFile ? _reader.ReadAsync().AsTask().GetAwaiter().GetResult() : Line.End;
            }
        }
        catch (WireException)
        {
            line = Line.End;
        }

        if (!line.IsEnd)
        {
            line = Counted(line);
        }

        return !line.IsEnd;
    }

    /// <summary>Waits for the next line.</summary>
    /// <param name="cancel">Cancels the wait. After that, the input can only be disposed.</param>
    /// <returns>The line, valid until the next read; <see cref="Line.End"/> at the end.</returns>
    /// <exception cref="BadFileException">The line is over the limit, or the text is UTF-16 or UTF-32.</exception>
    public async ValueTask<Line> ReadAsync(CancellationToken cancel = default)
    {
        if (TryRead(out var line))
        {
            return line;
        }

        try
        {
            // A read of standard input ignores the token, so the wait has to end without it.
            line = await _reader.ReadAsync(cancel).AsTask().WaitAsync(cancel);
        }
        catch (WireException tooLong)
        {
            throw Bad(tooLong);
        }

        return line.IsEnd ? line : Counted(line);
    }

    /// <summary>Reads all lines; blocks while it waits for one.</summary>
    /// <param name="cancel">Cancels a wait.</param>
    /// <returns>The lines, each valid until the next.</returns>
    /// <exception cref="BadFileException">A line is over the limit, or the text is UTF-16 or UTF-32.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> ReadAll(CancellationToken cancel)
    {
        while ((TryRead(out var line) ? line : ReadAsync(cancel).AsTask().GetAwaiter().GetResult()) is { IsEnd: false } next)
        {
            yield return next.Content;
        }
    }

    /// <summary>Closes the stream.</summary>
    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        return _stream.DisposeAsync();
    }

    private BadFileException Bad(WireException tooLong) => new(_name, (int)Count + 1, tooLong.Message, tooLong);

    private Line Counted(Line line)
    {
        if (Count++ == 0)
        {
            line = line with { Content = line.Content[^Utf8Text.SkipMark(line.Span, _name).Length..] };
        }

        return line.Span is [.., (byte)'\r'] ? line with { Content = line.Content[..^1] } : line;
    }
}
