using System.Net;
using Tincan.Wires;

namespace Tincan.Faults;

/// <summary>
/// A wire that obeys a fault plan: what it receives and what it sends goes through the faults of that direction. Made by
/// <see cref="FaultInjector.Wrap"/>. As long as no fault was ever in force on it, it hands every call straight to the wire inside.
/// </summary>
/// <remarks>
/// A send completes when the faults have taken the bytes, not when they have gone out: what is delayed must not hold up the sender. At most
/// 1 MiB is under way in a direction; then the sender waits. <see cref="FinishAsync"/> waits until everything has gone out, and so does
/// <see cref="DisposeAsync"/>, unless it is held for ever: that is dropped.
/// </remarks>
public sealed class FaultyWire : Wire
{
    private readonly Wire _inner;
    private readonly FaultInjector _injector;
    private readonly FaultyLink _link;
    private readonly FaultyReceiver _receiver;
    private readonly FaultySender _sender;
    private bool _isFaulty;

    internal FaultyWire(Wire inner, FaultInjector injector, FaultyLink link)
    {
        _inner = inner;
        _injector = injector;
        _link = link;
        _receiver = new FaultyReceiver(inner, link);
        _sender = new FaultySender(inner, link, injector.Time);
        link.HasToReset = inner.Abort;
    }

    /// <inheritdoc/>
    public override EndPoint LocalEndPoint => _inner.LocalEndPoint;

    /// <inheritdoc/>
    public override EndPoint RemoteEndPoint => _inner.RemoteEndPoint;

    internal FaultyLink Link => _link;

    private bool IsFaulty => Volatile.Read(ref _isFaulty);

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default) =>
        IsFaulty ? _receiver.ReceiveAsync(buffer, cancel) : _inner.ReceiveAsync(buffer, cancel);

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) =>
        IsFaulty ? _sender.SendAsync(bytes, cancel) : _inner.SendAsync(bytes, cancel);

    /// <inheritdoc/>
    public override ValueTask FinishAsync(CancellationToken cancel = default) =>
        IsFaulty ? _sender.FinishAsync(cancel) : _inner.FinishAsync(cancel);

    /// <inheritdoc/>
    public override void Abort()
    {
        _inner.Abort();
        _link.Break(WireException.Aborted());
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (IsFaulty)
        {
            await _sender.SendRestAsync();
        }

        _injector.Forget(this);
        _link.Leave();
        if (_link.In.HasBytes)
        {
            // As the kernel does when a program closes over bytes that it never received.
            _inner.Abort();
        }

        await _receiver.StopAsync();
        await _inner.DisposeAsync();
        await _sender.StopAsync();
        _receiver.Dispose();
    }

    /// <summary>Puts a fault into force on this connection.</summary>
    /// <param name="entry">What.</param>
    /// <param name="insteadOf">Which it takes the place of; null to go behind all others.</param>
    internal void Add(FaultEntry entry, FaultEntry? insteadOf = null)
    {
        var isChosen = entry.Fault.IsOfConnections && entry.Chooses(_link.Number);
        _link.Step(() =>
        {
            foreach (var lane in _link.LanesOf(entry.Fault.Direction))
            {
                lane.Add(entry, insteadOf, isChosen);
            }

            Heal(insteadOf);
        });
        Volatile.Write(ref _isFaulty, true);
    }

    /// <summary>Heals a fault on this connection: what it held goes on.</summary>
    internal void Remove(FaultEntry entry) => _link.Step(() => Heal(entry));

    private void Heal(FaultEntry? entry)
    {
        if (entry is not null)
        {
            _link.In.Remove(entry);
            _link.Out.Remove(entry);
        }
    }
}
