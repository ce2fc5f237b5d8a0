namespace Tincan.Framing;

/// <summary>Reads lines from a wire, in a given dialect or one that it detects.</summary>
/// <remarks>
/// With <see cref="Dialect.Auto"/>, the first <c>\n</c>, <c>\r\n</c> or <c>\0</c> settles the dialect: after that, only a terminator ends a message.
/// If bytes arrive and no terminator follows within <see cref="LineOptions.Quiet"/>, the reader assumes <see cref="Dialect.Raw"/>, where
/// <see cref="LineOptions.RawQuiet"/> of silence ends a message; a later terminator corrects that.
/// A given dialect never changes. With <see cref="LineOptions.EndsVary"/>, both a terminator and silence end a message.
/// </remarks>
internal sealed class LineReader : IDisposable
{
    private readonly ReceiveBuffer _buffer;
    private readonly LineOptions _options;
    private readonly IKnownMessages? _known;
    private LineFramer? _framer;
    private int _seen;

    /// <summary>Silence ended the last message, so a terminator at the front of the next bytes still belongs to it.</summary>
    private bool _endedBySilence;

    /// <summary>The terminator of the last message arrived after the message was read.</summary>
    private bool _endedLate;

    /// <summary>A message without a terminator was read.</summary>
    private bool _sawRaw;

    /// <summary>The peer sends a NUL after each terminator.</summary>
    private bool _addsNul;

    /// <summary>Makes a reader on a wire, which it does not own.</summary>
    /// <param name="wire">The connection.</param>
    /// <param name="options">Dialect, limit and quiet times.</param>
    public LineReader(Wire wire, LineOptions options)
        : this(wire, options, known: null)
    {
    }

    /// <summary>Makes a reader for a service that may recognise its messages; it does not own the wire.</summary>
    /// <param name="wire">The connection.</param>
    /// <param name="options">Dialect, limit and quiet times.</param>
    /// <param name="known">Recognises messages without a terminator, or null.</param>
    internal LineReader(Wire wire, LineOptions options, IKnownMessages? known)
    {
        ArgumentNullException.ThrowIfNull(options);
        _buffer = new ReceiveBuffer(wire);
        _options = options;
        _known = known;
        Dialect = options.Dialect;
        _framer = Dialect is Dialect.Auto or Dialect.Raw ? null : new LineFramer(Dialect, options.MaxLine);
        _sawRaw = Dialect == Dialect.Raw;
        Unframed = new UnframedReader(_buffer, options);
        Why = Dialect == Dialect.Auto ? "nothing was received" : "it was set";
    }

    /// <summary>The dialect that is received; <see cref="Dialect.Auto"/> until the first message.</summary>
    public Dialect Dialect { get; private set; }

    /// <summary>Why the reader uses this dialect, for a log: <c>nothing followed within 500 ms</c>.</summary>
    public string Why { get; private set; }

    /// <summary>A terminator arrived after the reader had assumed raw: earlier messages may have been cut at the wrong offset.</summary>
    public bool WasCorrected { get; private set; }

    /// <summary>The size of the buffer if the peer sends a whole buffer each time, in bytes; 0 if it sends only the text.</summary>
    public int BufferSize => _framer?.BufferSize ?? 0;

    /// <summary>The peer sends a NUL after each line end, or a whole buffer, so it probably expects a NUL after what it receives.</summary>
    internal bool WantsNul => (BufferSize > 0 && PaddedTo == 0) || (_addsNul && Dialect != Dialect.Nul);

    /// <summary>The size to which the peer pads each message with spaces, in bytes; 0 if it does not. It probably reads as many, too.</summary>
    internal int PaddedTo => _framer is { IsPadded: true } padded ? padded.BufferSize : 0;

    /// <summary>Whether a terminator that arrives after its message was read is reported, as <see cref="Line.IsLateEnd"/>.</summary>
    internal bool ReportsLateEnds { get; init; }

    /// <summary>Bytes that have arrived but are not yet read as a line. Valid until the next read.</summary>
    public ReadOnlyMemory<byte> Pending => _buffer.Unread;

    /// <summary>Reads bytes before the next line that are not lines.</summary>
    internal UnframedReader Unframed { get; }

    /// <summary>Takes the next line if it has already arrived, without waiting.</summary>
    /// <param name="line">The line, valid until the next read.</param>
    /// <exception cref="WireException">The line is over the limit (<see cref="CloseReason.Malformed"/>).</exception>
    public bool TryRead(out Line line)
    {
        if (_framer is null && !_buffer.Unread.IsEmpty)
        {
            Recognise();
            if (_endedLate)
            {
                _endedLate = false;
                line = new Line(default, IsLateEnd: true);
                return true;
            }
        }

        var unread = _buffer.Unread;
        if (_framer is null)
        {
            // Until the dialect is known, a CR at the end may be half of a terminator, which does not count.
            ThrowIfTooLong(Dialect == Dialect.Auto && unread.Span is [.., (byte)'\r'] ? unread.Length - 1 : unread.Length);
            _seen = unread.Length;
            line = default;
            return false;
        }

        var cut = _framer.Cut(unread.Span, _seen);
        if (cut.Status == FrameStatus.Done)
        {
            line = new Line(unread[..cut.Length]);
            Consume(cut.Consumed);
            SkipSecondNul();
            _endedBySilence = false;
            return true;
        }

        if (cut.Status == FrameStatus.Invalid)
        {
            throw TooLong();
        }

        _seen = unread.Length;
        line = default;
        return false;
    }

    /// <inheritdoc cref="LineChannel.WaitForDataAsync"/>
    public ValueTask WaitForDataAsync(CancellationToken cancel = default) => _buffer.WaitForDataAsync(cancel);

    /// <summary>Waits for the next line. At the end of the stream, returns an unfinished last line, and then <see cref="Line.End"/>.</summary>
    /// <param name="cancel">Cancels the wait; a partial line is kept.</param>
    /// <exception cref="WireException">The line is over the limit, or the connection broke.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Line> ReadAsync(CancellationToken cancel = default)
    {
        try
        {
            var read = 0;
            while (true)
            {
                if (TryRead(out var line))
                {
                    return line;
                }

                var found = _known is not null && _framer is null ? _known.Find(_buffer.Unread.Span, read) : default;
                if (found.Length > 0 && (!found.MayGrow || _sawRaw || _buffer.Ended))
                {
                    return TakeKnown(found);
                }

                if (_buffer.Ended)
                {
                    return TakeRest(unfinished: true);
                }

                read = _buffer.Unread.Length;

                if (_buffer.Unread.IsEmpty || (_framer is not null && !MayEndBySilence))
                {
                    await _buffer.ReceiveAsync(cancel);
                    SkipSecondNul();
                }
                else if (found.Length > 0)
                {
                    if (!await _buffer.ReceiveWithinAsync(_options.RawQuiet, _options.Time, cancel))
                    {
                        return TakeKnown(found);
                    }
                }
                else if (!await _buffer.ReceiveWithinAsync(_sawRaw ? _options.RawQuiet : _options.Quiet, _options.Time, cancel))
                {
                    return TakeRest(unfinished: false);
                }
            }
        }
        catch (WireException broken) when (broken.CutOff.IsEmpty)
        {
            broken.CutOff = _buffer.Unread.ToArray();
            throw;
        }
    }

    /// <summary>The peer has finished; nothing arrives after <see cref="Pending"/>.</summary>
    public bool HasEnded => _buffer.Ended;

    /// <summary>Removes bytes from the front of <see cref="Pending"/>. Their memory stays valid until the next read.</summary>
    /// <param name="count">The number of bytes.</param>
    public void Take(int count) => Consume(count);

    /// <summary>Returns the buffer to its pool. The wire stays open.</summary>
    public void Dispose() => _buffer.Dispose();

    private bool MayEndBySilence => _options is { EndsVary: true, Dialect: Dialect.Auto } || BufferSize > 0;

    private void Recognise()
    {
        if (_options.Dialect != Dialect.Auto)
        {
            return;
        }

        if (_seen == 0 && Dialect == Dialect.Auto && Padding.Size(_buffer.Unread.Span) is > 0 and var padded && padded <= _options.MaxLine)
        {
            (Dialect, _framer) = (Dialect.Raw, new LineFramer(Dialect.Raw, _options.MaxLine) { BufferSize = padded, IsPadded = true });
            Why = $"each message is padded with blanks to {padded} bytes";
            return;
        }

        var found = LineFramer.Recognise(_buffer.Unread.Span, Math.Min(_seen, _buffer.Unread.Length));
        if (found == Dialect.Auto)
        {
            return;
        }

        if (_seen == 0 && Dialect == Dialect.Auto && FixedBuffer.Recognise(_buffer.Unread.Span) is > 0 and var size && size <= _options.MaxLine)
        {
            (Dialect, _framer) = (found, new LineFramer(found, _options.MaxLine) { BufferSize = size });
            Why = $"each message is a whole buffer of {size} bytes, of which the text before the first \\0 is taken";
            return;
        }

        WasCorrected = Dialect == Dialect.Raw && !_options.EndsVary;
        Why = WasCorrected ? $"{found.Spelled()} came after raw had been assumed" : $"the first message ended with {found.Spelled()}";
        Dialect = found;
        _framer = new LineFramer(found, _options.MaxLine, takesEither: true);
        _addsNul = LineFramer.AddsNul(_buffer.Unread.Span, found);
        if (_endedBySilence && _framer.Cut(_buffer.Unread.Span, 0) is { Status: FrameStatus.Done, Length: 0 } late)
        {
            _buffer.Skip(late.Consumed);
            _seen = 0;
            _endedLate = ReportsLateEnds;
        }
    }

    /// <summary>Takes a message that the service knows. A terminator that follows still belongs to it.</summary>
    private Line TakeKnown(KnownMessage found)
    {
        if (Dialect == Dialect.Auto)
        {
            (Dialect, Why) = (Dialect.Raw, "a message that this server knows came without a line end");
        }

        (_sawRaw, _endedBySilence) = (true, true);
        var line = new Line(_buffer.Unread.Slice(found.Start, found.Length));
        Consume(found.Start + found.Length);
        return line;
    }

    /// <summary>Skips a second NUL, or one after the line end, that arrives in a later read. Messages of such programs never begin with NUL.</summary>
    private void SkipSecondNul()
    {
        while (_addsNul && _buffer.Unread.Span is [0, ..])
        {
            _buffer.Skip(1);
        }
    }

    private Line TakeRest(bool unfinished)
    {
        var rest = _buffer.Unread;
        if (rest.IsEmpty)
        {
            return Line.End;
        }

        ThrowIfTooLong(rest.Length);
        if (BufferSize > 0)
        {
            // A part of a buffer, or a single message without padding.
            Consume(rest.Length);
            return new Line(rest[.._framer!.Text(rest.Span).Length]);
        }

        if (Dialect == Dialect.Auto || (!unfinished && _framer is not null))
        {
            (Dialect, _framer, _sawRaw) = (Dialect.Raw, null, true);
            Why = unfinished
                ? "the stream ended without a line end"
                : string.Create(CultureInfo.InvariantCulture, $"nothing followed within {_options.Quiet.TotalMilliseconds:0} ms");
        }

        Consume(rest.Length);
        _endedBySilence = !unfinished;
        return new Line(rest, IsUnfinished: unfinished && Dialect != Dialect.Raw);
    }

    private void Consume(int count)
    {
        _buffer.Consume(count);
        _seen = 0;
    }

    private void ThrowIfTooLong(int length) => LineFramer.ThrowIfTooLong(length, _options.MaxLine);

    private WireException TooLong() => LineFramer.TooLongError(_options.MaxLine);
}
