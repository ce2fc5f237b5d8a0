using Tincan.Faults.Kinds;
using Tincan.Framing;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Faults.InForce;

/// <summary>A connection that the plan will be done to.</summary>
public sealed class FaultyConnection
{
    private readonly FaultInjector _injector;

    internal FaultyConnection(FaultInjector injector, int number, bool isRefused)
    {
        _injector = injector;
        Number = number;
        IsRefused = isRefused;
    }

    /// <summary>Which connection, from 1 in the order in which they are made.</summary>
    public int Number { get; }

    /// <summary>A fault refuses it: it is not to be made, or to be reset at once.</summary>
    public bool IsRefused { get; }

    /// <summary>Tells that it is refused.</summary>
    /// <param name="record">Hears of it, too. Defaults to null.</param>
    public void Refuse(ConnectionRecord? record = null) =>
        _injector.Tell(new FaultEvent(_injector.Elapsed, Number, Direction.ToServer, RefuseFault.Declared.Name, 0, "refused"), record);

    /// <inheritdoc cref="FaultInjector.Wrap"/>
    public FaultyWire Wrap(Wire wire, ObservedSide side = ObservedSide.Client, MessageCodec? codec = null, ConnectionRecord? record = null) =>
        _injector.Open(Number, wire, side, codec ?? MessageCodec.Segments, record);
}
