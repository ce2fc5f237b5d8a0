using Microsoft.Extensions.Logging;
using Tincan.Wires.Links;

namespace Tincan.Hosting;

/// <summary>One connection of a host. Serves it, applies the limits, and closes it once, with its reason.</summary>
[SuppressMessage("Design", "CA1001", Justification = "RunAsync closes the wire.")]
internal sealed class HostedConversation
{
    private readonly LinkedConnection? _links;
    private readonly Wire _socket;
    private readonly LimitedWire _wire;
    private readonly Conversation _conversation;
    private readonly HostOptions _options;
    private readonly ILogger _log;
    private readonly bool _isRefused;
    private LimitState _limits;
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
        _conversation = new Conversation(_wire, log, options.Time) { Links = _links };
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

    /// <summary>Whether it did not end in time, and was reset.</summary>
    public bool WasReset { get; private set; }

    /// <summary>Completes when the connection is closed.</summary>
    public Task Done { get; private set; } = Task.CompletedTask;

    /// <summary>Begins to serve it.</summary>
    public void Begin(IServer server, IConversationOwner owner) => Done = RunAsync(server, owner);

    /// <remarks>One method for all that lasts as long as the connection: each would keep an object for it.</remarks>
    private async Task RunAsync(IServer server, IConversationOwner owner)
    {
        using var activity = owner.Began(this);
        HostLog.Connected(_log, _conversation.Client);
        Exception? failure = null;
        try
        {
            if (_isRefused)
            {
                _wire.Abort();
                throw new WireException(CloseReason.Fault, "refused by a fault");
            }

            await _wire.BeginAsync();
            if (_wire.EndedBy is null)
            {
                _wire.Plain = server.IsTransparent ? null : _conversation;
                await server.ServeAsync(_conversation);
            }
        }
        catch (Exception error)
        {
            failure = error;
        }

        try
        {
            await CloseAsync(failure);
        }
        catch (Exception error)
        {
            HostLog.UnhandledException(_log, error, _conversation.Client);
        }

        owner.Ended(this, activity, failure as ServerFaultException);
    }

    /// <summary>Applies the limits.</summary>
    public void Sweep()
    {
        if (Volatile.Read(ref _isClosing))
        {
            return;
        }

        var exceeded = _limits.Check(_wire, Began, _options, out var isStalled);
        if (Limit is { } limit)
        {
            AbortIfLate(limit, isStalled);
        }
        else if (exceeded is { } first)
        {
            Apply(first);
        }
    }

    public void Stop() => _wire.EndWhenIdle(CloseReason.Stopped);

    /// <summary>Resets the connection, and cancels the server's work.</summary>
    public void Abort()
    {
        Reset();
        _conversation.Abort();
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
        if (limit == Hosting.Limit.MaxConnectionAge)
        {
            _wire.EndWhenIdle(reason);
            return;
        }

        _wire.EndReceiving(reason);
        if (limit == Hosting.Limit.WriteTimeout)
        {
            Abort();
        }
    }

    /// <summary>Resets a conversation that a limit has ended but that goes on: the peer is still stalled, or no message boundary comes.</summary>
    private void AbortIfLate(Limit limit, bool isStalled)
    {
        var since = _options.Time.GetElapsedTime(_limitedAt);
        if (limit == Hosting.Limit.MaxConnectionAge ? since >= _options.DrainTimeout : since >= _options.LingerTimeout && isStalled)
        {
            _wire.EndReceiving(LimitName.Reason(limit));
            Abort();
        }
    }

    private async Task CloseAsync(Exception? failure)
    {
        var (reason, detail) = Explain(failure);
        Reason = reason;
        Volatile.Write(ref _isClosing, true);
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

        Report(reason, detail);
    }

    /// <summary>Why it has ended.</summary>
    /// <param name="failure">What the server has thrown; null if it has returned.</param>
    private (CloseReason Reason, string? Detail) Explain(Exception? failure)
    {
        switch (failure)
        {
            case null:
                return (_wire.EndedBy ?? (_wire.PeerFinished ? CloseReason.PeerFinished : CloseReason.Finished), null);
            case WireException ended:
                Limit ??= ended.IsTooLong ? Hosting.Limit.MessageSize : null;
                return (_wire.EndedBy ?? ended.Reason, ended.Message);
            case OperationCanceledException when _conversation.Aborted.IsCancellationRequested:
                return (_wire.EndedBy ?? CloseReason.Aborted, null);
            case not ServerFaultException:
                HostLog.UnhandledException(_log, failure, _conversation.Client);
                break;
        }

        return (CloseReason.Failed, null);
    }

    /// <summary>
    /// Sends a FIN, then receives and discards until the peer's FIN: closing with unread bytes would send an RST.
    /// </summary>
    private async Task FinishAsync()
    {
        if (!await TryFinishSendingAsync())
        {
            Reset();
            return;
        }

        using var limit = new CancellationTokenSource(_options.LingerTimeout, _options.Time);
        var discarded = ArrayPool<byte>.Shared.Rent(4 * 1024);
        try
        {
            await _wire.PendingWait.OnContext().WaitAsync(limit.Token);
            while (!_wire.PeerFinished && await _socket.ReceiveAsync(discarded, limit.Token) > 0)
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
            ArrayPool<byte>.Shared.Return(discarded);
        }
    }

    /// <summary>
    /// Sends a FIN. That takes time if a link delays what precedes it, or if close_notify has to wait for a peer that does not read.
    /// </summary>
    private async Task<bool> TryFinishSendingAsync()
    {
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _options.Time);
        await using var registration = _conversation.Aborted.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        try
        {
            var finishing = _socket.FinishAsync(limit.Token);
            if (!finishing.IsCompleted)
            {
                limit.CancelAfter(FinishTimeout);
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
            // The peer closed the connection: the next receive throws.
            return true;
        }
    }

    /// <summary>
    /// How long the FIN may take: the write timeout, or the linger timeout if there is none. A link that delays bytes may take as long as the idle
    /// timeout, because that is not the peer's doing.
    /// </summary>
    private TimeSpan FinishTimeout =>
        _links?.HoldsBack == true ? _options.IdleTimeout
        : _options.WriteTimeout != Timeout.InfiniteTimeSpan ? _options.WriteTimeout
        : _options.LingerTimeout;

    private void Report(CloseReason reason, string? detail)
    {
        var why = HostLog.Describe(reason, Limit);
        if (detail is null)
        {
            HostLog.Closed(_log, _conversation.Client, why, _wire.Received, _wire.Sent);
        }
        else
        {
            HostLog.ClosedWithError(_log, _conversation.Client, why, detail, _wire.Received, _wire.Sent);
        }
    }
}
