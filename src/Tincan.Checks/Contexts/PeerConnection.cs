using Tincan.Checks.Parameters;

namespace Tincan.Checks.Contexts;

/// <summary>Our end of a connection to the program: sends, and receives whatever comes. <see cref="Peer"/> adds expectations.</summary>
public abstract class PeerConnection : IAsyncDisposable
{
    /// <summary>A program that should send nothing, and has sent more than this, will not stop.</summary>
    internal const int MaxUnexpected = 1024 * 1024;

    /// <summary>How long the connection must be quiet before an unknown name is taken as complete, in raw.</summary>
    private static readonly TimeSpan UnknownQuietPeriod = TimeSpan.FromMilliseconds(100);

    private readonly bool _freesPort;
    private readonly int _padding;
    private bool _hasAborted;
    private bool _isDisposed;

    private protected PeerConnection(Wire wire, int number, CheckOptions options, Waits waits, bool freesPort, CancellationToken cancel)
    {
        Number = number;
        _freesPort = freesPort;
        _padding = SharedParameters.PaddingOf(options);
        Wire = wire;
        Options = options;
        Cancel = cancel;
        Waits = waits;
        Incoming = new Incoming(wire, options.Time, waits, cancel, _padding, SharedParameters.BufferOf(options));
    }

    /// <summary>The number of the connection in the events of the case.</summary>
    internal int Number { get; }

    internal Wire Wire { get; }

    internal CheckOptions Options { get; }

    internal CancellationToken Cancel { get; }

    internal Incoming Incoming { get; }

    internal Waits Waits { get; }

    /// <summary>Whether we have sent a FIN.</summary>
    internal bool HasFinished { get; private set; }

    /// <summary>Whether we have neither sent a FIN nor an RST.</summary>
    internal bool IsOpen => !HasFinished && !_hasAborted;

    /// <summary>Whether the last bytes that we sent could be a line whose line end is missing.</summary>
    internal bool HasOpenLine { get; private set; }

    /// <summary>Runs expectations about this connection, and says that it is the one if they are not met.</summary>
    internal async Task JudgeAsync(Func<Task> expect)
    {
        try
        {
            await expect();
        }
        catch (CheckFailedException failed)
        {
            failed.Connection = Number;
            throw;
        }
    }

    /// <summary>Sends a line with its line end, in one write.</summary>
    public Task SendLineAsync(string line) => SendAsync(Line(line));

    /// <summary>Sends bytes in one write.</summary>
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
    /// Sends a FIN; the connection can still receive. Sends none if the server has a fixed port and has sent its FIN already, because our FIN would leave that
    /// port in TIME_WAIT.
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

    /// <summary>Sends a FIN, without looking at what was received.</summary>
    internal async Task SendFinAsync()
    {
        HasFinished = true;
        try
        {
            await Wire.FinishAsync(Cancel);
        }
        catch (WireException)
        {
            // The next receive throws.
        }
    }

    /// <summary>Resets the connection (RST).</summary>
    public void Abort()
    {
        _hasAborted = true;
        Wire.Abort();
    }

    /// <summary>Receives bytes, and does not consume them. Empty if none come in time.</summary>
    internal async Task<byte[]> PeekAsync(TimeSpan wait)
    {
        if (Incoming.Count == 0)
        {
            await ReceiveAsync(wait, null);
        }

        return Incoming.ToArray();
    }

    /// <summary>Receives and consumes bytes until the connection is quiet.</summary>
    /// <param name="first">How long the first byte may take.</param>
    /// <param name="quiet">How long the connection must be quiet. Defaults to the quiet period.</param>
    internal async Task<byte[]> ReceiveAllAsync(TimeSpan first, TimeSpan? quiet = null)
    {
        try
        {
            if (Incoming.Count == 0)
            {
                await Incoming.ReceiveAsync(Options.AtMost(first));
            }

            if (Incoming.Count > 0)
            {
                await Incoming.ReceiveUntilQuietAsync(quiet ?? Options.QuietPeriod);
            }
        }
        catch (WireException)
        {
            // The bytes before that are the result.
        }

        var all = Incoming.ToArray();
        Incoming.Consume(all.Length);
        return all;
    }

    /// <summary>Receives any line; null at the end of the stream.</summary>
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
                    throw Failed(Incoming.Count == 0 ? FailureKind.NoAnswer : FailureKind.TerminatorMissing, $"no line came{Waits.Words(wait)}", null);
                case ReceiveResult.End:
                    return Incoming.Count == 0 ? null : Incoming.ConsumeRawLine();
                default:
                    break;
            }
        }
    }

    /// <summary>
    /// Receives a message that may be a known one. Without line ends, a known message is complete as soon as it has arrived, and completes what came before it;
    /// an unknown one ends with silence.
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

    /// <summary>Waits for the program's FIN, and then sends ours, so that the port of the program stays in TIME_WAIT.</summary>
    internal async Task FinishAfterPeerAsync()
    {
        await ReceiveAllAsync(Options.AnswerTimeout);
        await SendFinAsync();
    }

    /// <summary>
    /// Closes the connection with a FIN, or with an RST if the program has sent its FIN first. In that case a FIN would leave the port of the program in
    /// TIME_WAIT for a minute, and a server without SO_REUSEADDR could not start again.
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

    /// <summary>Resets the connection (RST), unless it is closed.</summary>
    internal void Reset()
    {
        if (!_isDisposed)
        {
            Wire.Abort();
        }
    }

    /// <summary>Whether the program was silent in other cases, and has been silent so far.</summary>
    internal bool IsKnownSilent => Options.IsKnownSilent && !Incoming.HasReceived;

    /// <summary>How long to wait for an answer after its timeout, to see whether it comes late.</summary>
    internal TimeSpan LateTimeout => IsKnownSilent ? TimeSpan.Zero : Options.AnswerTimeout;

    internal TimeSpan FirstByteTimeout => IsKnownSilent ? Options.SilentServerTimeout : Options.AnswerTimeout;

    internal Task<ReceiveResult> ReceiveAsync(TimeSpan wait, ReadOnlyMemory<byte>? expected) => ReceiveForAsync(Options.AtMost(wait), expected);

    /// <summary>Receives bytes if some come in this time, which is not shortened in a self-test.</summary>
    private protected async Task<ReceiveResult> ReceiveForAsync(TimeSpan wait, ReadOnlyMemory<byte>? expected)
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

    internal CheckFailedException Failed(FailureKind kind, string message, ReadOnlyMemory<byte>? expected) =>
        new(kind, message) { Expected = expected, Got = Incoming.ToArray() };

    private byte[] Line(string line) => Pad([.. Encoding.UTF8.GetBytes(line), .. Options.Dialect.Terminator()]);

    /// <summary>A message with spaces after it, if the program pads its messages.</summary>
    internal byte[] Pad(byte[] message) =>
        _padding == 0 || message.Length % _padding == 0 ? message : [.. message, .. Enumerable.Repeat((byte)' ', _padding - (message.Length % _padding))];

    internal static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.###} s";
}
