using Tincan.Checks.Parameters;

namespace Tincan.Checks.Contexts;

/// <summary>
/// Our end of a connection to a program under check: sends, and receives what comes, whatever it is. <see cref="Peer"/> adds what is expected.
/// </summary>
public abstract class PeerConnection : IAsyncDisposable
{
    /// <summary>A program that has nothing to say any more and sends more than this will not end by itself.</summary>
    private protected const int MaxUnexpected = 1024 * 1024;

    /// <summary>The silence that ends a message of a table's client that no table knows.</summary>
    private static readonly TimeSpan UnknownQuietPeriod = TimeSpan.FromMilliseconds(100);

    private readonly bool _freesPort;
    private readonly int _padding;
    private bool _isDisposed;

    private protected PeerConnection(Wire wire, CheckOptions options, bool freesPort, CancellationToken cancel)
    {
        _freesPort = freesPort;
        _padding = NamesParameters.PaddingOf(options);
        Wire = wire;
        Options = options;
        Cancel = cancel;
        Incoming = new Incoming(wire, options.Time, cancel, _padding, BufferParameter.Of(options));
    }

    private protected Wire Wire { get; }

    private protected CheckOptions Options { get; }

    private protected CancellationToken Cancel { get; }

    private protected Incoming Incoming { get; }

    /// <summary>We have sent FIN.</summary>
    private protected bool HasFinished { get; private set; }

    /// <summary>The last that was sent has no line end after it, and could have one.</summary>
    private protected bool HasOpenLine { get; private set; }

    /// <summary>Sends a line, with its terminator, as one segment.</summary>
    public Task SendLineAsync(string line) => SendAsync(Line(line));

    /// <summary>Sends lines, with their terminators, as one segment.</summary>
    public Task SendLinesAsync(params string[] lines) => SendAsync(lines.SelectMany(Line).ToArray());

    /// <summary>Sends lines, and the beginning of one more without its terminator, as one segment.</summary>
    public Task SendPartialLineAsync(string rest, params string[] lines) => SendAsync(lines.SelectMany(Line).Concat(Encoding.UTF8.GetBytes(rest)).ToArray());

    /// <summary>Sends bytes as one segment.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        HasOpenLine = Options.Dialect != Dialect.Raw && !bytes.Span.ContainsAnyExceptInRange((byte)' ', (byte)'~');
        try
        {
            await Wire.SendAsync(bytes, Cancel);
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
            await Incoming.ReceiveAvailableAsync();
            if (Incoming.HasEnded)
            {
                return;
            }
        }

        await SendFinAsync();
    }

    /// <summary>Sends FIN while somebody else receives.</summary>
    internal async Task SendFinAsync()
    {
        HasFinished = true;
        try
        {
            await Wire.FinishAsync(Cancel);
        }
        catch (WireException)
        {
            // The next receive says why.
        }
    }

    /// <summary>Breaks off with RST.</summary>
    public void Abort() => Wire.Abort();

    /// <summary>What comes in this time, which is not taken off; empty for nothing.</summary>
    internal async Task<byte[]> PeekAsync(TimeSpan wait)
    {
        if (Incoming.Count == 0)
        {
            await ReceiveAsync(wait, null);
        }

        return Incoming.ToArray();
    }

    /// <summary>Takes off everything that comes until nothing more does, and returns it.</summary>
    /// <param name="first">How long the first of it may take.</param>
    /// <param name="quiet">The silence that ends it. Defaults to the options'.</param>
    internal async Task<byte[]> ReceiveAllAsync(TimeSpan first, TimeSpan? quiet = null)
    {
        try
        {
            if (Incoming.Count == 0)
            {
                await Incoming.ReceiveAsync(first);
            }

            if (Incoming.Count > 0)
            {
                await Incoming.ReceiveUntilQuietAsync(quiet ?? Options.QuietPeriod);
            }
        }
        catch (WireException)
        {
            // What came before it broke is all there is.
        }

        var all = Incoming.ToArray();
        Incoming.Consume(all.Length);
        return all;
    }

    /// <summary>Receives a line of the program's, whatever it says; null at the end of the stream.</summary>
    public async Task<string?> ReadLineAsync(TimeSpan? timeout = null)
    {
        var terminator = Options.EffectiveAnswerDialect.Terminator().ToArray();
        while (true)
        {
            var end = terminator.Length == 0 ? -1 : Incoming.IndexOf(terminator);
            if (end >= 0)
            {
                return Incoming.ConsumeLine(end, terminator.Length);
            }

            if (Incoming.Count > MaxUnexpected)
            {
                throw new CheckFailedException(FailureKind.TerminatorMissing, $"{Incoming.Count} bytes came without a line end") { Got = Incoming.ToArray().AsMemory(0, 1024) };
            }

            var wait = terminator.Length == 0 && Incoming.Count > 0 ? Options.QuietPeriod : timeout ?? FirstByteTimeout;
            switch (await ReceiveAsync(wait, null))
            {
                case ReceiveResult.Timeout when terminator.Length == 0 && Incoming.Count > 0:
                    return Incoming.ConsumeRawLine();
                case ReceiveResult.Timeout:
                    throw Failed(Incoming.Count == 0 ? FailureKind.NoAnswer : FailureKind.TerminatorMissing, $"no line came within {Seconds(wait)}", null);
                case ReceiveResult.End:
                    return Incoming.Count == 0 ? null : Incoming.ConsumeRawLine();
                default:
                    break;
            }
        }
    }

    /// <summary>
    /// Receives a message where some are known: without line ends a read is one by itself if it is known, and so is what came before it. Only what nobody
    /// knows is ended by silence.
    /// </summary>
    /// <returns>The message; null at the end of the stream.</returns>
    internal async Task<string?> ReadKnownMessageAsync(IReadOnlySet<string> known)
    {
        if (Options.EffectiveAnswerDialect != Dialect.Raw)
        {
            return await ReadLineAsync(Timeout.InfiniteTimeSpan);
        }

        while (true)
        {
            if (Incoming.ConsumeKnown(known) is { } message)
            {
                return message;
            }

            switch (await ReceiveAsync(Incoming.Count == 0 ? Timeout.InfiniteTimeSpan : UnknownQuietPeriod, null))
            {
                case ReceiveResult.Timeout:
                    return Incoming.ConsumeRawLine();
                case ReceiveResult.End:
                    return Incoming.Count == 0 ? null : Incoming.ConsumeRawLine();
                default:
                    break;
            }
        }
    }

    /// <summary>Sends FIN when the program has, so that its end keeps its port in TIME_WAIT.</summary>
    internal async Task FinishAfterPeerAsync()
    {
        await ReceiveAllAsync(Options.AnswerTimeout);
        await SendFinAsync();
    }

    /// <summary>
    /// Closes the connection: with FIN, or with RST if the program has finished first. The side that finishes first keeps its port in TIME_WAIT for a
    /// minute, and a server without SO_REUSEADDR could not be started again; RST ends that state before it begins.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_freesPort && !HasFinished && !_isDisposed)
        {
            await Incoming.ReceiveAvailableAsync();
        }

        if (Incoming.HasEnded && !HasFinished && !_isDisposed)
        {
            Wire.Abort();
        }

        _isDisposed = true;
        await Wire.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Resets the connection (RST), unless it is closed already.</summary>
    internal void Reset()
    {
        if (!_isDisposed)
        {
            Wire.Abort();
        }
    }

    /// <summary>The program has been silent in other cases, and so far in this one.</summary>
    private protected bool IsKnownSilent => Options.IsKnownSilent && !Incoming.HasReceived;

    private protected TimeSpan FirstByteTimeout => IsKnownSilent ? Options.SilentServerTimeout : Options.AnswerTimeout;

    private protected async Task<ReceiveResult> ReceiveAsync(TimeSpan wait, ReadOnlyMemory<byte>? expected)
    {
        try
        {
            return await Incoming.ReceiveAsync(wait);
        }
        catch (WireException error)
        {
            throw Broken(error, expected);
        }
    }

    private CheckFailedException Broken(WireException error, ReadOnlyMemory<byte>? expected) =>
        Failed(FailureKind.Reset, error.Reason == CloseReason.PeerReset ? "the program reset the connection (RST)" : $"the connection broke: {error.Message}", expected);

    private protected CheckFailedException Failed(FailureKind kind, string message, ReadOnlyMemory<byte>? expected) =>
        new(kind, message) { Expected = expected, Got = Incoming.ToArray() };

    private byte[] Line(string line)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(line), .. Options.Dialect.Terminator()];
        return _padding == 0 || bytes.Length % _padding == 0 ? bytes : [.. bytes, .. Enumerable.Repeat((byte)' ', _padding - (bytes.Length % _padding))];
    }

    private protected static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.###} s";
}
