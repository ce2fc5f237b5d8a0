using Microsoft.Extensions.Logging;
using Tincan.Wires;
using Tincan.Wires.Links;
using Tincan.Wires.Tls;

namespace Tincan.Hosting;

/// <summary>One connection of a host: it is served, checked against the limits, and closed once, with its reason.</summary>
[SuppressMessage("Design", "CA1001", Justification = "RunAsync closes the wire; the token source has neither timer nor handle.")]
internal sealed class HostedConversation
{
    private readonly CancellationTokenSource _cut = new();
    private readonly LinkedConnection? _links;
    private readonly Wire _socket;
    private readonly LimitedWire _wire;
    private readonly Conversation _conversation;
    private readonly HostOptions _options;
    private readonly ILogger _log;
    private readonly bool _isRefused;
    private LimitMarks _marks;
    private bool _isClosing;

    /// <summary>When the limit was exceeded.</summary>
    private long _limitedAt;

    public HostedConversation(Wire wire, ObservedSide side, HostOptions options, ILogger log)
    {
        _socket = wire;
        _links = options.Pipeline.Begin(side);
        if (_links is not null)
        {
            _links.Opened(wire);
            _isRefused = _links.Refuses();
            _socket = _isRefused ? wire : _links.Wrap(wire);
        }

        _wire = new LimitedWire(_socket);
        _conversation = new Conversation(_wire, log, options.Time, _cut.Token) { Links = _links };
        _options = options;
        _log = log;
        Began = options.Time.GetTimestamp();
    }

    /// <summary>When it began, by the clock's timestamp.</summary>
    public long Began { get; }

    /// <summary>The wire that the server uses, with its counts.</summary>
    public LimitedWire Wire => _wire;

    /// <summary>Whether the host's totals include its counts; set by <see cref="HostTelemetry"/>.</summary>
    public bool IsCounted { get; set; }

    /// <summary>Why it ended.</summary>
    public CloseReason Reason { get; private set; } = CloseReason.Failed;

    /// <summary>The limit that ended it, if one did.</summary>
    public Limit? Limit { get; private set; }

    /// <summary>It did not end in time, and was reset.</summary>
    public bool WasReset { get; private set; }

    /// <summary>Completes when the connection is closed. Fails only if the server itself cannot go on.</summary>
    public async Task RunAsync(IServer server)
    {
        HostLog.Connected(_log, _conversation.Client);
        var (reason, detail) = (CloseReason.Failed, (string?)null);
        try
        {
            if (_isRefused)
            {
                _wire.Abort();
                throw new WireException(CloseReason.Fault, "refused on purpose");
            }

            await _wire.BeginAsync();
            if (_wire.EndedBy is null)
            {
                _wire.HeardTls = server.PassesBytesOn ? null : () => TlsLog.NotServed(_log, _conversation.Client);
                await server.ServeAsync(_conversation);
            }

            reason = _wire.EndedBy ?? (_wire.PeerFinished ? CloseReason.PeerFinished : CloseReason.Finished);
        }
        catch (WireException ended)
        {
            (reason, detail) = (_wire.EndedBy ?? ended.Reason, ended.Message);
            Limit ??= ended.IsTooLong ? Hosting.Limit.MessageSize : null;
        }
        catch (OperationCanceledException) when (_cut.IsCancellationRequested)
        {
            reason = _wire.EndedBy ?? CloseReason.Aborted;
        }
        catch (Exception error) when (error is not ServerFaultException)
        {
            HostLog.UnhandledException(_log, error, _conversation.Client);
        }
        finally
        {
            Reason = reason;
            Volatile.Write(ref _isClosing, true);
            await CloseAsync(reason, detail);
            Report(reason, detail);
        }
    }

    /// <summary>Applies the limits.</summary>
    public void Sweep()
    {
        if (Volatile.Read(ref _isClosing))
        {
            return;
        }

        var over = _marks.Look(_wire, Began, _options, out var isStill);
        if (Limit is { } limit)
        {
            CutOffIfLate(limit, isStill);
        }
        else if (over is { } first)
        {
            Apply(first);
        }
    }

    public void Stop() => _wire.EndWhenIdle(CloseReason.Stopped);

    public void CutOff()
    {
        Reset();

        // Not Cancel: callbacks that a server has registered must not run, or fail, on the host's stack.
        _ = _cut.CancelOnContextAsync();
    }

    private void Reset()
    {
        WasReset = true;
        _wire.Abort();
    }

    private void Apply(Limit limit)
    {
        Limit = limit;
        _limitedAt = _options.Time.GetTimestamp();
        _links?.TimedOut(limit == Hosting.Limit.WriteTimeout ? Direction.ToClient : Direction.ToServer, LimitName.Event(limit, _options));
        var reason = LimitName.Reason(limit);
        switch (limit)
        {
            case Hosting.Limit.MaxConnectionAge:
                _wire.EndWhenIdle(reason);
                break;
            case Hosting.Limit.WriteTimeout:
                _wire.EndReceiving(reason);
                CutOff();
                break;
            default:
                _wire.EndReceiving(reason);
                break;
        }
    }

    /// <summary>A limit has ended the stream and the conversation goes on: the peer still does not move, or the conversation is never idle.</summary>
    private void CutOffIfLate(Limit limit, bool isStill)
    {
        var since = _options.Time.GetElapsedTime(_limitedAt);
        if (limit == Hosting.Limit.MaxConnectionAge ? since >= _options.DrainTimeout : since >= _options.LingerTimeout && isStill)
        {
            _wire.EndReceiving(LimitName.Reason(limit));
            CutOff();
        }
    }

    private async Task CloseAsync(CloseReason reason, string? detail)
    {
        try
        {
            if (reason == CloseReason.Failed)
            {
                _wire.Abort();
            }
            else if (reason is not (CloseReason.PeerReset or CloseReason.Aborted or CloseReason.Lost
                or CloseReason.TargetReset or CloseReason.Unreachable or CloseReason.Fault))
            {
                await FinishAsync();
            }
        }
        finally
        {
            _links?.Closed(reason, detail);
            await _wire.DisposeAsync();
        }
    }

    /// <summary>
    /// Sends FIN, then waits for the peer's and discards what comes before it: closing with unread bytes would send RST.
    /// </summary>
    private async Task FinishAsync()
    {
        if (!await TryFinishSendingAsync())
        {
            Reset();
            return;
        }

        using var limit = new CancellationTokenSource(_options.LingerTimeout, _options.Time);
        var scrap = ArrayPool<byte>.Shared.Rent(4 * 1024);
        try
        {
            await _wire.Left.OnContext().WaitAsync(limit.Token);
            while (!_wire.PeerFinished && await _socket.ReceiveAsync(scrap, limit.Token) > 0)
            {
                limit.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            Reset();
        }
        catch (WireException)
        {
            // The peer closed the connection; everything had been sent.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scrap);
        }
    }

    /// <summary>
    /// Sends FIN. That takes time where a link holds back what goes before it, and where close_notify has to wait for a peer that does not read.
    /// </summary>
    private async Task<bool> TryFinishSendingAsync()
    {
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _options.Time);
        await using var cut = _cut.Token.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        try
        {
            var finishing = _socket.FinishAsync(limit.Token);
            if (!finishing.IsCompleted)
            {
                limit.CancelAfter(FinishLimit);
            }

            await finishing;
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (WireException)
        {
            // The peer closed the connection; the next receive says how.
            return true;
        }
    }

    /// <summary>
    /// How long FIN may take: the write timeout, or the linger timeout where there is none. What a link holds back is not the peer's fault, and may
    /// take as long as the idle timeout.
    /// </summary>
    private TimeSpan FinishLimit =>
        _links?.HoldsBack == true ? _options.IdleTimeout
        : _options.WriteTimeout != Timeout.InfiniteTimeSpan ? _options.WriteTimeout
        : _options.LingerTimeout;

    private void Report(CloseReason reason, string? detail)
    {
        if (detail is null)
        {
            HostLog.Closed(_log, _conversation.Client, HostLog.Describe(reason, Limit), _wire.Received, _wire.Sent);
        }
        else
        {
            HostLog.ClosedWithError(_log, _conversation.Client, HostLog.Describe(reason, Limit), detail, _wire.Received, _wire.Sent);
        }
    }
}
