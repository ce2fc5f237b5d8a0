namespace Tincan.Framing;

/// <summary>Reads and writes lines on a wire. It sends in the dialect it receives, unless <see cref="Sending"/> is set.</summary>
public sealed class LineChannel : IDisposable
{
    private readonly LineReader _reader;
    private readonly SendBuffer _sending;
    private Dialect? _sendingDialect;

    /// <summary>The offset in the send buffer where the current line begins.</summary>
    private int _lineStart;

    /// <summary>Makes a channel on a wire, which it does not own.</summary>
    /// <param name="wire">The connection.</param>
    /// <param name="options">Dialect, limit and quiet times.</param>
    public LineChannel(Wire wire, LineOptions options)
        : this(wire, options, known: null)
    {
    }

    /// <summary>Makes a channel for a service that may recognise its messages; it does not own the wire.</summary>
    /// <param name="wire">The connection.</param>
    /// <param name="options">Dialect, limit and quiet times.</param>
    /// <param name="known">Recognises messages without a terminator, or null.</param>
    /// <param name="reportsLateEnds"><inheritdoc cref="LineReader.ReportsLateEnds" path="/summary"/></param>
    public LineChannel(Wire wire, LineOptions options, IKnownMessages? known, bool reportsLateEnds = false)
    {
        _reader = new LineReader(wire, options, known) { ReportsLateEnds = reportsLateEnds };
        _sending = new SendBuffer(wire);
    }

    /// <summary>The dialect that is received; <see cref="Dialect.Auto"/> until the peer has sent something.</summary>
    public Dialect Dialect => _reader.Dialect;

    /// <summary>
    /// The dialect for sending. Defaults to the one that is received, which is right for a server. A client sets it if its peer answers in another
    /// dialect than it reads.
    /// </summary>
    public Dialect Sending
    {
        get => _sendingDialect ?? _reader.Dialect;
        set => _sendingDialect = value;
    }

    /// <inheritdoc cref="LineReader.Why"/>
    public string Why => _reader.Why;

    /// <inheritdoc cref="LineReader.WasCorrected"/>
    public bool WasCorrected => _reader.WasCorrected;

    /// <inheritdoc cref="LineReader.BufferSize"/>
    public int BufferSize => _reader.BufferSize;

    /// <inheritdoc cref="LineReader.HasEnded"/>
    public bool HasEnded => _reader.HasEnded;

    /// <inheritdoc cref="LineReader.Pending"/>
    public ReadOnlyMemory<byte> Pending => _reader.Pending;

    /// <summary>Whether enough was written that it should be sent now.</summary>
    public bool IsFull => _sending.IsFull;

    /// <inheritdoc cref="LineReader.TryRead"/>
    public bool TryRead(out Line line) => _reader.TryRead(out line);

    /// <summary>
    /// Waits between messages until something has arrived. A read after it does not have to wait, unless only a part of a message has arrived, and costs
    /// less than one that waits. Returns at once if bytes are unread, or the stream has ended.
    /// </summary>
    /// <param name="cancel">Cancels the wait.</param>
    /// <exception cref="WireException">The connection broke. The next read fails with the same error.</exception>
    public ValueTask WaitForDataAsync(CancellationToken cancel = default) => _reader.WaitForDataAsync(cancel);

    /// <inheritdoc cref="LineReader.ReadAsync"/>
    public ValueTask<Line> ReadAsync(CancellationToken cancel = default) => _reader.ReadAsync(cancel);

    /// <inheritdoc cref="UnframedReader.ReceiveAsync"/>
    public ValueTask<bool> ReceiveAsync(TimeSpan within, CancellationToken cancel = default) => _reader.Unframed.ReceiveAsync(within, cancel);

    /// <inheritdoc cref="LineReader.Take"/>
    public void Take(int count) => _reader.Take(count);

    /// <inheritdoc cref="UnframedReader.ReadGreetingAsync"/>
    public ValueTask<ReadOnlyMemory<byte>> ReadGreetingAsync(ReadOnlyMemory<byte> expected, CancellationToken cancel = default) =>
        _reader.Unframed.ReadGreetingAsync(expected, cancel);

    /// <summary>Writes a line and its terminator to the send buffer.</summary>
    /// <param name="content">The line without a terminator.</param>
    public void Write(ReadOnlySpan<byte> content)
    {
        _sending.Write(content);
        EndLine();
    }

    /// <summary>The send buffer, for writing a line in parts; <see cref="EndLine"/> ends the line.</summary>
    public IBufferWriter<byte> Output => _sending;

    /// <summary>The number of bytes in the send buffer.</summary>
    internal int Written => _sending.Count;

    /// <summary>Ends the line in <see cref="Output"/> with its terminator.</summary>
    public void EndLine()
    {
        _sending.Write(Sending.Terminator());
        if (_reader.PaddedTo is > 0 and var size && (_sending.Count - _lineStart) % size is > 0 and var over)
        {
            _sending.GetSpan(size - over)[..(size - over)].Fill((byte)' ');
            _sending.Advance(size - over);
        }

        if (_reader.WantsNul && Sending != Dialect.Nul)
        {
            _sending.Write("\0"u8);
        }

        _lineStart = _sending.Count;
    }

    /// <summary>Sends the send buffer in one write.</summary>
    /// <param name="cancel">Cancels the wait.</param>
    /// <exception cref="WireException">The connection has ended.</exception>
    public ValueTask FlushAsync(CancellationToken cancel = default)
    {
        _lineStart = 0;
        return _sending.FlushAsync(cancel);
    }

    /// <summary>Discards the send buffer.</summary>
    public void Discard()
    {
        _lineStart = 0;
        _sending.Dispose();
    }

    /// <summary>Writes one line and sends it.</summary>
    /// <param name="content">The line without a terminator.</param>
    /// <param name="cancel">Cancels the wait.</param>
    /// <exception cref="WireException">The connection has ended.</exception>
    public ValueTask SendAsync(ReadOnlySpan<byte> content, CancellationToken cancel = default)
    {
        Write(content);
        return FlushAsync(cancel);
    }

    /// <summary>Returns the buffers to their pool. The wire stays open.</summary>
    public void Dispose()
    {
        _reader.Dispose();
        _sending.Dispose();
    }
}
