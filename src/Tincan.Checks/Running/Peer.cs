using System.Text;
using Tincan.Framing;
using Tincan.Wires;

namespace Tincan.Checks;

/// <summary>
/// Our end of a connection to a program under check: says things, and expects things. Whatever else happens is a <see cref="CheckFailedException"/>
/// of a named kind.
/// </summary>
public sealed class Peer : IAsyncDisposable
{
    /// <summary>A program that has nothing to say any more and sends more than this will not end by itself.</summary>
    private const int MaxAfterEnd = 1024 * 1024;

    /// <summary>The silence that ends a message of a table's client that no table knows.</summary>
    private static readonly TimeSpan UnknownQuiet = TimeSpan.FromMilliseconds(100);

    private readonly Wire _wire;
    private readonly CheckOptions _options;
    private readonly CancellationToken _limit;
    private readonly Incoming _incoming;
    private readonly bool _freesPort;
    private readonly int _padding;
    private bool _hasFinished;
    private byte[]? _overdue;
    private bool _hasSkippedWrong;
    private bool _isLetGo;
    private bool _hasOpenLine;

    /// <param name="wire">The connection.</param>
    /// <param name="options">How it is checked.</param>
    /// <param name="limit">Ends when the case has to.</param>
    /// <param name="freesPort">The program is started again on the same port, which may not be left in TIME_WAIT.</param>
    internal Peer(Wire wire, CheckOptions options, CancellationToken limit, bool freesPort = false)
    {
        _freesPort = freesPort;
        _wire = wire;
        _options = options;
        _limit = limit;
        _padding = NamesParameters.PaddingOf(options);
        _incoming = new Incoming(wire, limit, _padding, BufferParameter.Of(options));
    }

    /// <summary>Sends a line, with its terminator, as one segment.</summary>
    public Task SayAsync(string line) => SendAsync(Line(line));

    /// <summary>Sends lines, with their terminators, as one segment.</summary>
    public Task SayTogetherAsync(params string[] lines) => SendAsync(lines.SelectMany(Line).ToArray());

    /// <summary>Sends lines, and the beginning of one more without its terminator, as one segment.</summary>
    public Task SayUnfinishedAsync(string rest, params string[] lines) => SendAsync(lines.SelectMany(Line).Concat(Encoding.UTF8.GetBytes(rest)).ToArray());

    /// <summary>Sends bytes as one segment.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        _hasOpenLine = _options.Dialect != Dialect.Raw && !bytes.Span.ContainsAnyExceptInRange((byte)' ', (byte)'~');
        try
        {
            await _wire.SendAsync(bytes, _limit);
        }
        catch (WireException error)
        {
            throw Broken(error, null);
        }
    }

    /// <summary>
    /// Sends FIN and goes on to receive. Not to a server with a port of its own that has finished already: FIN would leave that port in TIME_WAIT.
    /// </summary>
    public async Task FinishAsync()
    {
        if (_freesPort)
        {
            await _incoming.TakeInAsync();
            if (_incoming.HasEnded)
            {
                return;
            }
        }

        _hasFinished = true;
        try
        {
            await _wire.FinishAsync(_limit);
        }
        catch (WireException)
        {
            // The program has gone, and cannot be told anything; the next receive says why.
        }
    }

    /// <summary>Sends FIN while somebody else receives.</summary>
    internal async Task FinishOnlyAsync()
    {
        _hasFinished = true;
        try
        {
            await _wire.FinishAsync(_limit);
        }
        catch (WireException)
        {
            // The next receive says why.
        }
    }

    /// <summary>Breaks off with RST.</summary>
    public void Abort() => _wire.Abort();

    /// <summary>Expects a line with its terminator.</summary>
    /// <param name="line">Its content.</param>
    /// <param name="patience">How long it may take. Defaults to the options'.</param>
    /// <param name="overdue">How long it is waited for after that, to find out whether it comes late. Defaults to the options' patience.</param>
    public Task HearAsync(string line, TimeSpan? patience = null, TimeSpan? overdue = null) =>
        HearAsync(Encoding.UTF8.GetBytes(line), _options.Answers.Terminator().ToArray(), patience, isLine: true, overdue);

    /// <summary>Expects exactly these bytes.</summary>
    /// <param name="bytes">What.</param>
    /// <param name="patience">How long they may take. Defaults to the options'.</param>
    public Task HearAsync(ReadOnlyMemory<byte> bytes, TimeSpan? patience = null) => HearAsync(bytes, default, patience, isLine: false);

    /// <summary>Takes off what the program says first, whether it is right or not: a case of its own judges that.</summary>
    /// <param name="greeting">What it should say.</param>
    public async Task SkipAsync(string greeting)
    {
        var bytes = Encoding.UTF8.GetBytes(greeting);
        if (!await TrySkipAsync(bytes, FirstWait))
        {
            _overdue = _incoming.Count == 0 ? bytes : null;
            _hasSkippedWrong = true;
            await _incoming.GatherAsync(_options.Quiet);
            _incoming.TakeOff(_incoming.Count);
        }
    }

    /// <summary>Takes off a line that the program should send next, whether it is right or not: a case of its own judges that.</summary>
    /// <param name="line">Its content.</param>
    public async Task SkipLineAsync(string line)
    {
        await SkipAsync(line + Encoding.ASCII.GetString(_options.Answers.Terminator()));
        MayEndLine();
    }

    /// <summary>What comes in this time, which is not taken off; empty for nothing.</summary>
    /// <param name="wait">How long.</param>
    internal async Task<byte[]> PeekAsync(TimeSpan wait)
    {
        if (_incoming.Count == 0)
        {
            await ReceiveAsync(wait, null);
        }

        return _incoming.ToArray();
    }

    /// <summary>Takes off everything that comes until nothing more does, and returns it.</summary>
    /// <param name="first">How long the first of it may take.</param>
    /// <param name="quiet">The silence that ends it. Defaults to the options'.</param>
    internal async Task<byte[]> CollectAsync(TimeSpan first, TimeSpan? quiet = null)
    {
        try
        {
            if (_incoming.Count == 0)
            {
                await _incoming.ReceiveAsync(first);
            }

            if (_incoming.Count > 0)
            {
                await _incoming.GatherAsync(quiet ?? _options.Quiet);
            }
        }
        catch (WireException)
        {
            // What came before it broke is all there is.
        }

        var all = _incoming.ToArray();
        _incoming.TakeOff(all.Length);
        return all;
    }

    /// <summary>Takes off a blank line, if the program sends one; what it sends instead is left.</summary>
    /// <returns>Whether it did.</returns>
    public Task<bool> SkipBlankAsync() => TrySkipAsync(_options.Answers.Terminator().ToArray(), _options.Quiet);

    /// <summary>Receives a line of the program's, whatever it says; null at the end of the stream.</summary>
    public async Task<string?> ReadLineAsync(TimeSpan? patience = null)
    {
        var terminator = _options.Answers.Terminator().ToArray();
        while (true)
        {
            var end = terminator.Length == 0 ? -1 : _incoming.IndexOf(terminator);
            if (end >= 0)
            {
                return _incoming.TakeOffLine(end, terminator.Length);
            }

            if (_incoming.Count > MaxAfterEnd)
            {
                throw new CheckFailedException(FailureKind.TerminatorMissing, $"{_incoming.Count} bytes came without a line end") { Got = _incoming.ToArray().AsMemory(0, 1024) };
            }

            var wait = terminator.Length == 0 && _incoming.Count > 0 ? _options.Quiet : patience ?? FirstWait;
            switch (await ReceiveAsync(wait, null))
            {
                case Came.Nothing when terminator.Length == 0 && _incoming.Count > 0:
                    return _incoming.TakeOffRawLine();
                case Came.Nothing:
                    throw Failed(_incoming.Count == 0 ? FailureKind.NoAnswer : FailureKind.TerminatorMissing, $"no line came within {Seconds(wait)}", null);
                case Came.End:
                    return _incoming.Count == 0 ? null : _incoming.TakeOffRawLine();
                default:
                    break;
            }
        }
    }

    /// <summary>
    /// Receives a message where some are known: without line ends a read is one by itself if it is known, and so is what came before it. Only what nobody
    /// knows is ended by silence.
    /// </summary>
    /// <param name="known">The messages that are.</param>
    /// <returns>The message; null at the end of the stream.</returns>
    internal async Task<string?> ReadKnownAsync(IReadOnlySet<string> known)
    {
        if (_options.Answers != Dialect.Raw)
        {
            return await ReadLineAsync(Timeout.InfiniteTimeSpan);
        }

        while (true)
        {
            if (_incoming.TakeOffKnown(known) is { } message)
            {
                return message;
            }

            switch (await ReceiveAsync(_incoming.Count == 0 ? Timeout.InfiniteTimeSpan : UnknownQuiet, null))
            {
                case Came.Nothing:
                    return _incoming.TakeOffRawLine();
                case Came.End:
                    return _incoming.Count == 0 ? null : _incoming.TakeOffRawLine();
                default:
                    break;
            }
        }
    }

    /// <summary>Expects that nothing comes, and that the connection stays open.</summary>
    /// <param name="time">For how long. Defaults to the options' quiet.</param>
    public async Task HearNothingAsync(TimeSpan? time = null)
    {
        var came = _incoming.Count > 0 ? Came.Bytes : await ReceiveAsync(time ?? _options.Quiet, null);
        if (came == Came.Bytes)
        {
            await _incoming.GatherAsync(_options.Quiet);
            ThrowIfOverdue();
            throw Failed(FailureKind.ExtraBytes, "something came where nothing should", ReadOnlyMemory<byte>.Empty);
        }

        if (came == Came.End)
        {
            throw new CheckFailedException(FailureKind.ClosedEarly, "the program closed the connection") { IsOfEnding = true };
        }
    }

    /// <summary>Expects that nothing comes; the program may close, which other cases judge.</summary>
    /// <param name="time">For how long. Defaults to the options' quiet.</param>
    public async Task HearNoMoreAsync(TimeSpan? time = null)
    {
        try
        {
            await HearNothingAsync(time);
        }
        catch (CheckFailedException closed) when (closed is { Kind: FailureKind.ClosedEarly, IsOfEnding: true })
        {
            // All that was asked was answered.
        }
    }

    /// <summary>Sends FIN when the program has, so that its end keeps its port in TIME_WAIT.</summary>
    internal async Task FinishLastAsync()
    {
        await CollectAsync(_options.Patience);
        await FinishOnlyAsync();
    }

    /// <summary>Expects so many bytes, whatever they take, and compares each chunk as it comes.</summary>
    /// <param name="at">What is expected at an offset.</param>
    /// <param name="count">How many in all.</param>
    internal async Task HearStreamAsync(Func<long, byte> at, long count)
    {
        for (long offset = 0; offset < count;)
        {
            if (_incoming.Count == 0 && await ReceiveAsync(_options.Patience, null) is var came and not Came.Bytes)
            {
                throw new CheckFailedException(
                    came == Came.End ? FailureKind.ClosedEarly : FailureKind.NoAnswer,
                    came == Came.End
                        ? $"the program closed the connection when {offset} of {count} bytes had come back"
                        : $"{offset} of {count} bytes came back, and then nothing within {Seconds(_options.Patience)}")
                { IsExplained = true };
            }

            var chunk = _incoming.ToArray();
            for (var i = 0; i < chunk.Length; i++, offset++)
            {
                if (offset >= count || chunk[i] != at(offset))
                {
                    throw new CheckFailedException(
                        offset >= count ? FailureKind.ExtraBytes : FailureKind.WrongBytes,
                        offset >= count ? $"more than the {count} bytes came back that were sent" : $"byte {offset + 1} of {count} came back as another")
                    { IsExplained = true };
                }
            }

            _incoming.TakeOff(chunk.Length);
        }
    }

    /// <summary>Expects that the program closes, with FIN, and says nothing more before.</summary>
    /// <param name="patience">How long that may take. Defaults to the options'.</param>
    public async Task HearEndAsync(TimeSpan? patience = null)
    {
        var wait = patience ?? _options.Patience;
        var began = _options.Time.GetTimestamp();
        try
        {
            while (await ReceiveAsync(wait, null) is var came and not Came.End)
            {
                if (came == Came.Nothing)
                {
                    ThrowIfOverdue();
                    throw new CheckFailedException(FailureKind.NotClosed, $"the program did not close within {Seconds(wait)}")
                    {
                        IsOfEnding = true,
                        IsContentUnknown = _hasSkippedWrong,
                    };
                }

                if (_incoming.Count > MaxAfterEnd || _options.Time.GetElapsedTime(began) > wait)
                {
                    throw new CheckFailedException(FailureKind.ExtraBytes, $"the program did not close, and sent {_incoming.Count} bytes more")
                    {
                        IsOfEnding = true,
                        IsContentUnknown = _hasSkippedWrong,
                        Got = _incoming.ToArray().AsMemory(0, Math.Min(_incoming.Count, 1024)),
                    };
                }

                // A program that goes on sending is not about to close.
                wait = wait < _options.Patience ? wait : _options.Patience;
            }
        }
        catch (CheckFailedException reset) when (reset.Kind == FailureKind.Reset)
        {
            throw new CheckFailedException(FailureKind.Reset, reset.Message) { IsOfEnding = true, IsContentUnknown = _hasSkippedWrong };
        }

        if (_incoming.Count > 0)
        {
            ThrowIfOverdue();
            throw Failed(FailureKind.ExtraBytes, "more came than there should", ReadOnlyMemory<byte>.Empty);
        }
    }

    /// <summary>
    /// Closes the connection: with FIN, or with RST if the program has finished first. The side that finishes first keeps its port in TIME_WAIT for a
    /// minute, and a server without SO_REUSEADDR could not be started again; RST ends that state before it begins.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_freesPort && !_hasFinished && !_isLetGo)
        {
            await _incoming.TakeInAsync();
        }

        if (_incoming.HasEnded && !_hasFinished && !_isLetGo)
        {
            _wire.Abort();
        }

        _isLetGo = true;
        await _wire.DisposeAsync();
    }

    /// <summary>
    /// Finds out what becomes of an answer that is overdue: whether it comes late, or when a line end follows the question, as from a program that reads
    /// lines, or when we have finished (FIN), as from a program that reads to the end of the stream or never flushes its buffer.
    /// </summary>
    /// <returns>All that has come of it; null if nothing has.</returns>
    private async Task<Afterwards?> WaitOnAsync(TimeSpan waited, TimeSpan overdue)
    {
        var began = _options.Time.GetTimestamp();
        try
        {
            if (await _incoming.ReceiveAsync(overdue) == Came.Bytes)
            {
                waited += _options.Time.GetElapsedTime(began);
                await _incoming.GatherAsync(_options.Quiet);
                return new Afterwards(_incoming.ToArray(), IsAfterFin: false, waited);
            }

            if (_incoming.HasEnded || _hasFinished)
            {
                return null;
            }

            if (_hasOpenLine && !IsSilent)
            {
                await _wire.SendAsync("\r\n"u8.ToArray(), _limit);
                if (await _incoming.ReceiveAsync(_options.Patience / 2) == Came.Bytes)
                {
                    await _incoming.GatherAsync(_options.Quiet);
                    return new Afterwards(_incoming.ToArray(), IsAfterFin: false, waited + _options.Time.GetElapsedTime(began)) { IsAfterLineEnd = true };
                }
            }

            await FinishAsync();
            await _incoming.GatherAsync(_options.Quiet * 2);
            return _incoming.Count > 0 ? new Afterwards(_incoming.ToArray(), IsAfterFin: true, waited + _options.Time.GetElapsedTime(began)) : null;
        }
        catch (Exception over) when (over is WireException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Breaks off with RST, unless it has been let go of.</summary>
    internal void Drop()
    {
        if (!_isLetGo)
        {
            _wire.Abort();
        }
    }

    private async Task HearAsync(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> terminator, TimeSpan? patience, bool isLine, TimeSpan? overdue = null)
    {
        byte[] expected = [.. content.Span, .. terminator.Span];
        var wait = patience ?? FirstWait;
        while (_incoming.IsBeginningOf(expected))
        {
            if (await ReceiveAsync(wait, expected) is var came and not Came.Bytes)
            {
                var (kind, message) = Missing(came, content.Length, expected.Length, wait);
                var got = _incoming.ToArray();
                var later = came == Came.Nothing ? await WaitOnAsync(wait, overdue ?? (IsSilent ? TimeSpan.Zero : _options.Patience)) : null;
                throw later is { IsAfterFin: false, IsAfterLineEnd: false } && _incoming.BeginsWith(expected)
                    ? new CheckFailedException(FailureKind.Late, "the answer came too late") { Expected = expected, Got = later.Bytes, Later = later }
                    : new CheckFailedException(kind, message)
                    {
                        Expected = expected,
                        Got = got,
                        Later = later,
                        IsOfTime = came == Came.Nothing,
                        IsSilence = kind == FailureKind.NoAnswer && later is null,
                    };
            }
        }

        if (!_incoming.BeginsWith(expected))
        {
            await _incoming.GatherAsync(_options.Quiet);
            throw Failed(FailureKind.WrongBytes, "something else came", expected);
        }

        _incoming.TakeOff(expected.Length);
        if (isLine)
        {
            MayEndLine();
        }
    }

    /// <summary>The program has been silent in other cases, and so far in this one.</summary>
    private bool IsSilent => _options.IsKnownSilent && !_incoming.HasCome;

    private TimeSpan FirstWait => IsSilent ? _options.KnownSilence : _options.Patience;

    /// <summary>In raw, a line end after a message is not part of it.</summary>
    private void MayEndLine()
    {
        _incoming.SkipsLineEnd = _options.Answers == Dialect.Raw;
        _incoming.SkipLineEnd();
    }

    /// <summary>Why what came is not all.</summary>
    private (FailureKind Kind, string Message) Missing(Came came, int content, int all, TimeSpan wait) => came switch
    {
        Came.Nothing when _incoming.Count == 0 => (FailureKind.NoAnswer, $"nothing came within {Seconds(wait)}"),
        Came.Nothing when _incoming.Count >= content => (FailureKind.TerminatorMissing, "the text came without its line end"),
        Came.Nothing => (FailureKind.WrongBytes, $"only {_incoming.Count} of {all} bytes came within {Seconds(wait)}"),
        _ when _incoming.Count >= content && _incoming.Count > 0 => (FailureKind.TerminatorMissing, "the text came without its line end, and then the program closed"),
        _ => (FailureKind.ClosedEarly, "the program closed the connection before it had said this"),
    };

    /// <summary>What comes now was expected before, and other failures would only follow from that.</summary>
    private void ThrowIfOverdue()
    {
        if (_overdue is { } overdue && _incoming.BeginsWith(overdue))
        {
            throw Failed(FailureKind.Late, $"the answer came, but not within {Seconds(_options.Patience)}", overdue);
        }
    }

    /// <summary>Takes these bytes off if they come; what comes instead is left.</summary>
    private async Task<bool> TrySkipAsync(byte[] bytes, TimeSpan wait)
    {
        while (_incoming.IsBeginningOf(bytes) && await ReceiveAsync(wait, null) == Came.Bytes)
        {
        }

        if (!_incoming.BeginsWith(bytes))
        {
            return false;
        }

        _incoming.TakeOff(bytes.Length);
        return true;
    }

    private async Task<Came> ReceiveAsync(TimeSpan wait, ReadOnlyMemory<byte>? expected)
    {
        try
        {
            return await _incoming.ReceiveAsync(wait);
        }
        catch (WireException error)
        {
            throw Broken(error, expected);
        }
    }

    private CheckFailedException Broken(WireException error, ReadOnlyMemory<byte>? expected) =>
        Failed(FailureKind.Reset, error.Reason == CloseReason.PeerReset ? "the program reset the connection (RST)" : $"the connection broke: {error.Message}", expected);

    private CheckFailedException Failed(FailureKind kind, string message, ReadOnlyMemory<byte>? expected) =>
        new(kind, message) { Expected = expected, Got = _incoming.ToArray() };

    private byte[] Line(string line)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(line), .. _options.Dialect.Terminator()];
        return _padding == 0 || bytes.Length % _padding == 0 ? bytes : [.. bytes, .. Enumerable.Repeat((byte)' ', _padding - (bytes.Length % _padding))];
    }

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.###} s";
}
