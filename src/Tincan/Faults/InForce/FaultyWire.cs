using Tincan.Faults.Kinds;

namespace Tincan.Faults.InForce;

/// <summary>
/// A wire with a fault plan: what it receives and sends goes through the faults of that direction. Made by <see cref="FaultInjector.Wrap"/>.
/// Until the first fault is added, it passes every call directly to the inner wire.
/// </summary>
/// <remarks>
/// A send completes when the faults have taken the bytes, not when they have gone out: a delay must not hold up the sender. At most 1 MiB is
/// under way in a direction, including 128 bytes of overhead per chunk; then a send waits. <see cref="FinishAsync"/> waits until everything has
/// gone out, and so does <see cref="DisposeAsync"/>, which drops what is held forever.
/// </remarks>
public sealed class FaultyWire : DelegatingWire
{
    private readonly FaultInjector _injector;
    private readonly FaultyConnection _connection;
    private readonly FaultyReceiver _receiver;
    private readonly FaultySender _sender;
    private bool _isFaulty;
    private int _isDisposed;

    internal FaultyWire(Wire inner, FaultInjector injector, FaultyConnection connection)
        : base(inner)
    {
        _injector = injector;
        _connection = connection;
        _receiver = new FaultyReceiver(inner, connection);
        _sender = new FaultySender(inner, connection, _receiver, injector.Time);
        connection.HasToReset = Inner.Abort;
    }

    internal FaultyConnection Connection => _connection;

    /// <summary>Released bytes are being sent.</summary>
    internal bool IsSending => _sender.IsSending;

    /// <summary>Bytes, or the end of a direction, have not gone on yet.</summary>
    internal bool HoldsBytes => IsSending || _receiver.IsTaking || _connection.Look(() => !_connection.In.IsEmpty || !_connection.Out.IsEmpty);

    /// <summary>The peer has finished.</summary>
    internal bool HasPeerFinished => _receiver.HasEnded;

    private bool IsFaulty => Volatile.Read(ref _isFaulty);

    /// <inheritdoc/>
    public override ValueTask WaitForDataAsync(CancellationToken cancel = default)
    {
        Prepare();
        return IsFaulty ? _receiver.WaitForDataAsync(cancel) : Inner.WaitForDataAsync(cancel);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        Prepare();
        return IsFaulty ? _receiver.ReceiveAsync(buffer, cancel) : Inner.ReceiveAsync(buffer, cancel);
    }

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) =>
        IsFaulty ? _sender.SendAsync(bytes, cancel) : Inner.SendAsync(bytes, cancel);

    /// <inheritdoc/>
    public override ValueTask FinishAsync(CancellationToken cancel = default)
    {
        if (IsFaulty)
        {
            return _sender.FinishAsync(cancel);
        }

        _sender.MarkFinished();
        return Inner.FinishAsync(cancel);
    }

    /// <inheritdoc/>
    public override void Abort()
    {
        Inner.Abort();
        _connection.Break(WireException.Aborted());
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        if (IsFaulty)
        {
            await _sender.SendRestAsync();
        }

        _injector.Forget(this);
        if (_connection.Stop())
        {
            // As the kernel does when a program closes a socket with unread bytes.
            Inner.Abort();
        }

        await _receiver.StopAsync();
        await base.DisposeAsync();
        await _sender.StopAsync();
        _receiver.Dispose();
    }

    /// <summary>Adds a fault to this connection, in place of the one at the same position of the plan.</summary>
    internal void Add(FaultEntry entry)
    {
        // Refusals were decided when the connection got its number.
        var isChosen = entry.Fault is { IsOfConnections: true } and not RefuseFault && entry.Chooses(_connection.Number);
        _connection.Step(() =>
        {
            foreach (var pipeline in _connection.PipelinesFor(entry.Fault.Direction))
            {
                pipeline.Add(entry, isChosen);
            }

            Heal(entry.Position, except: entry);
        });
        Volatile.Write(ref _isFaulty, true);
    }

    /// <summary>Removes a fault from this connection, and releases what it held.</summary>
    internal void Remove(FaultEntry entry) => _connection.Step(() => Heal(entry.Position, except: null));

    private void Heal(int position, FaultEntry? except)
    {
        _connection.In.Remove(position, except);
        _connection.Out.Remove(position, except);
    }

    private void Prepare()
    {
        if (!IsFaulty)
        {
            _receiver.ReceiveDirectly();
        }
    }
}
