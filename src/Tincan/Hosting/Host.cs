using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Tincan.Hosting;

/// <summary>
/// Runs a server on a listener: accepts connections, applies the limits, and shuts down gracefully. A conversation that fails affects no other.
/// </summary>
public sealed class Host : IAsyncDisposable, IConversationOwner
{
    /// <summary>The name of the meter of all hosts, for System.Diagnostics or OpenTelemetry. <c>docs/operating.md</c> lists the instruments.</summary>
    public const string MeterName = "Tincan";

    /// <summary>The name of the activity source of all hosts, with one activity per connection.</summary>
    public const string ActivitySourceName = "Tincan";

    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    /// <summary>The maximum number of connections that are accepted from the backlog on shutdown: a full backlog, and some that arrive meanwhile.</summary>
    private const int MaxBacklog = 1024;

    private readonly WireListener _listener;
    private readonly IServer _server;
    private readonly HostOptions _options;
    private readonly ILogger _log;

    /// <summary>The conversations, and whether each has a slot.</summary>
    private readonly ConcurrentDictionary<HostedConversation, bool> _open = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _faulted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _slots;
    private readonly AddressLimits? _addresses;
    private readonly HostTelemetry _telemetry;
    private readonly ITimer? _sweep;
    private readonly Lock _sweeping = new();
    private readonly Task _accepting;
    private readonly Lazy<Task<int>> _stopped;

    private Host(WireListener listener, IServer server, HostOptions options, ILogger log)
    {
        _listener = listener;
        _server = server;
        _options = options;
        _log = log;
        _slots = new SemaphoreSlim(options.MaxConnections);
        _telemetry = new HostTelemetry(options, listener.LocalEndPoint, () => _open.Select(static entry => entry.Key));
        _addresses = options is { MaxConnectionsPerAddress: null, MaxNewPerAddress: null } ? null
            : new AddressLimits(options.MaxConnectionsPerAddress, options.MaxNewPerAddress, options.Time);
        if (LimitValidation.SweepPeriod(options) is { } period)
        {
            _sweep = options.Time.CreateTimer(static host => ((Host)host!).Sweep(), this, period, period);
        }

        _stopped = new Lazy<Task<int>>(StopOnceAsync);
        _accepting = AcceptAsync();
    }

    /// <summary>The address that clients connect to.</summary>
    public EndPoint LocalEndPoint => _listener.LocalEndPoint;

    /// <summary>How many connections are open.</summary>
    public int Connections => _open.Count;

    /// <summary>Fails with a <see cref="ServerFaultException"/> when the server cannot continue; otherwise never completes.</summary>
    public Task Faulted => _faulted.Task;

    /// <summary>Starts to accept connections.</summary>
    /// <param name="listener">The listener, which is disposed with the host.</param>
    /// <param name="server">The server, which is disposed with the host if it is disposable.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="log">The log.</param>
    public static Host Start(WireListener listener, IServer server, HostOptions? options, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(listener);
        ArgumentNullException.ThrowIfNull(server);
        options ??= new HostOptions();
        LimitValidation.ThrowIfOutOfRange(options);
        return new Host(listener, server, options, log);
    }

    /// <summary>
    /// Shuts down gracefully: accepts the connections in the backlog and then no more, lets each conversation finish its current message, and sends a FIN. A
    /// client that does not close within <see cref="HostOptions.LingerTimeout"/> after the FIN, or within <see cref="HostOptions.DrainTimeout"/> in all, is reset.
    /// </summary>
    /// <returns>The number of connections that were reset.</returns>
    public Task<int> StopAsync() => _stopped.Value;

    /// <summary>Stops like <see cref="StopAsync"/>, and removes the metrics.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _telemetry.Dispose();
        _stopping.Dispose();
        _slots.Dispose();
    }

    Activity? IConversationOwner.Began(HostedConversation conversation) => _telemetry.Began(conversation);

    void IConversationOwner.Ended(HostedConversation conversation, Activity? activity, ServerFaultException? fault)
    {
        // Telemetry before removal: when no conversation is left, the metrics include all of them.
        _telemetry.Ended(conversation, activity);
        _addresses?.Leave(conversation.Wire.RemoteEndPoint);
        if (_open.TryRemove(conversation, out var hasSlot))
        {
            ReleaseSlot(hasSlot);
        }

        if (fault is not null)
        {
            _faulted.TrySetException(fault);
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (_options.WhenFull == WhenFull.Wait)
                {
                    await _slots.WaitAsync().OnContext().WaitAsync(_stopping.Token);
                    _slots.Release();
                }

                var wire = await _listener.AcceptAsync(_stopping.Token);
                Admit(wire);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (WireException error)
            {
                // Out of descriptors, or the client disconnected before it was accepted. The next one may succeed.
                HostLog.AcceptFailed(_log, error.Message);
                await Task.Delay(AcceptPause, _options.Time, _stopping.Token).EndAsync();
            }
        }
    }

    /// <summary>
    /// Clients in the backlog are connected already, and closing the listener would reset them; accepted, they get a FIN like the others.
    /// Bounded, because more may arrive as fast as these are accepted.
    /// </summary>
    private void AcceptBacklog()
    {
        for (var i = 0; i < MaxBacklog; i++)
        {
            try
            {
                if (!_listener.TryAccept(out var wire))
                {
                    return;
                }

                Admit(wire);
            }
            catch (WireException error)
            {
                HostLog.AcceptFailed(_log, error.Message);
            }
        }
    }

    private void Admit(Wire wire)
    {
        var hasSlot = _slots.Wait(0);
        if (!hasSlot && !(_options.WhenFull == WhenFull.Wait && _stopping.IsCancellationRequested))
        {
            Refuse(wire, Limit.Connections);
        }
        else if (_addresses?.Enter(wire.RemoteEndPoint) is { } limit)
        {
            ReleaseSlot(hasSlot);
            Refuse(wire, limit);
        }
        else
        {
            Begin(wire, hasSlot);
        }
    }

    /// <summary>This side of the connections.</summary>
    private ObservedSide Side => _server.IsTransparent ? ObservedSide.Proxy : ObservedSide.Server;

    private void Refuse(Wire wire, Limit limit)
    {
        var why = LimitName.Refusal(limit, _options);
        HostLog.Refused(_log, wire.RemoteEndPoint, why);
        _telemetry.Rejected(limit);
        var links = _options.Pipeline.Begin(Side);
        links?.Opened(wire);
        links?.Ended(Direction.ToClient, isReset: true);
        wire.Abort();
        links?.Closed(CloseReason.Full, why);
    }

    /// <summary>Begins a conversation. One that got no slot before the host stopped ends at once.</summary>
    private void Begin(Wire wire, bool hasSlot)
    {
        var conversation = new HostedConversation(wire, Side, _options, _log);
        if (!hasSlot)
        {
            conversation.Stop();
        }

        _open[conversation] = hasSlot;
        conversation.Begin(_server, this);
    }

    private void ReleaseSlot(bool hasSlot)
    {
        if (hasSlot)
        {
            _slots.Release();
        }
    }

    private void Sweep()
    {
        if (!_sweeping.TryEnter())
        {
            // The previous call has not returned yet. The next one sees what this one skips.
            return;
        }

        try
        {
            foreach (var (conversation, _) in _open)
            {
                conversation.Sweep();
            }

            _addresses?.RemoveUnused();
        }
        finally
        {
            _sweeping.Exit();
        }
    }

    private async Task<int> StopOnceAsync()
    {
        await _stopping.CancelOnContextAsync();
        await _accepting;
        AcceptBacklog();
        await _listener.DisposeAsync();
        var open = _open.ToArray();
        HostLog.Draining(_log, open.Length);
        foreach (var (conversation, _) in open)
        {
            conversation.Stop();
        }

        var all = Task.WhenAll(open.Select(static entry => entry.Key.Done.OnContext()));
        try
        {
            await all.WaitAsync(_options.DrainTimeout, _options.Time);
        }
        catch (TimeoutException)
        {
            foreach (var (conversation, _) in open.Where(static entry => !entry.Key.Done.IsCompleted))
            {
                conversation.Abort();
            }

            await all;
        }
        finally
        {
            await (_sweep?.DisposeAsync() ?? default);
        }

        if (_server is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        var reset = open.Count(static entry => entry.Key.WasReset);
        if (reset > 0)
        {
            HostLog.DrainTimedOut(_log, reset);
        }

        return reset;
    }
}
