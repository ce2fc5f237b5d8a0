using Tincan.Wires;

namespace Tincan.Framing;

/// <summary>A wire on which both ends speak lines. Lines are sent in the dialect that is received, unless <see cref="Sending"/> is set.</summary>
public sealed class LineChannel : IDisposable
{
    private readonly LineReader _reader;
    private readonly SendBuffer _sending;
    private Dialect? _sendingDialect;

    /// <summary>Where in what waits the line begins that is being written.</summary>
    private int _lineStart;

    /// <summary>Speaks lines on a wire; the channel does not own it.</summary>
    /// <param name="wire">The connection.</param>
    /// <param name="options">Dialect, limit and quiet times.</param>
    public LineChannel(Wire wire, LineOptions options)
        : this(wire, options, known: null)
    {
    }

    /// <summary>Speaks lines on a wire for a service; the channel does not own it.</summary>
    /// <param name="wire">The connection.</param>
    /// <param name="options">Dialect, limit and quiet times.</param>
    /// <param name="known">Recognises messages that have no terminator; null if the service cannot.</param>
    /// <param name="reportsLateEnds"><inheritdoc cref="LineReader.ReportsLateEnds" path="/summary"/></param>
    public LineChannel(Wire wire, LineOptions options, IKnownMessages? known, bool reportsLateEnds = false)
    {
        _reader = new LineReader(wire, options, known) { ReportsLateEnds = reportsLateEnds };
        _sending = new SendBuffer(wire);
    }

    /// <summary>The dialect that is received; <see cref="Dialect.Auto"/> until the peer has sent something.</summary>
    public Dialect Dialect => _reader.Dialect;

    /// <summary>
    /// The dialect in which lines are sent. Defaults to the one that is received, which is right for a server. A client sets it when its
    /// peer answers in another way than it wants to be asked.
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

    /// <summary>Enough lines were written to be worth a send.</summary>
    public bool IsFull => _sending.IsFull;

    /// <inheritdoc cref="LineReader.TryRead"/>
    public bool TryRead(out Line line) => _reader.TryRead(out line);

    /// <inheritdoc cref="LineReader.ReadAsync"/>
    public ValueTask<Line> ReadAsync(CancellationToken cancel = default) => _reader.ReadAsync(cancel);

    /// <inheritdoc cref="UnframedReader.ReceiveAsync"/>
    public ValueTask<bool> ReceiveAsync(TimeSpan within, CancellationToken cancel = default) => _reader.Unframed.ReceiveAsync(within, cancel);

    /// <inheritdoc cref="LineReader.Take"/>
    public void Take(int count) => _reader.Take(count);

    /// <inheritdoc cref="UnframedReader.ReadGreetingAsync"/>
    public ValueTask<ReadOnlyMemory<byte>> ReadGreetingAsync(ReadOnlyMemory<byte> expected, CancellationToken cancel = default) =>
        _reader.Unframed.ReadGreetingAsync(expected, cancel);

    /// <summary>Puts a line and its terminator behind what waits for <see cref="FlushAsync"/>.</summary>
    /// <param name="content">The line without a terminator.</param>
    public void Write(ReadOnlySpan<byte> content)
    {
        _sending.Write(content);
        EndLine();
    }

    /// <summary>Puts bytes behind what waits, as part of a line that <see cref="EndLine"/> ends.</summary>
    public IBufferWriter<byte> Output => _sending;

    /// <summary>How many bytes wait for <see cref="FlushAsync"/>.</summary>
    internal int Written => _sending.Count;

    /// <summary>Ends the line that was begun in <see cref="Output"/>.</summary>
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

    /// <summary>Sends what was written, as one piece.</summary>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="WireException">The connection has ended.</exception>
    public ValueTask FlushAsync(CancellationToken cancel = default)
    {
        _lineStart = 0;
        return _sending.FlushAsync(cancel);
    }

    /// <summary>Drops what was written and not sent.</summary>
    public void Discard()
    {
        _lineStart = 0;
        _sending.Dispose();
    }

    /// <summary>Writes one line and sends it.</summary>
    /// <param name="content">The line without a terminator.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="WireException">The connection has ended.</exception>
    public ValueTask SendAsync(ReadOnlySpan<byte> content, CancellationToken cancel = default)
    {
        Write(content);
        return FlushAsync(cancel);
    }

    /// <summary>Gives its buffers back. The wire stays open.</summary>
    public void Dispose()
    {
        _reader.Dispose();
        _sending.Dispose();
    }
}
