namespace Tincan.Wires.Links;

/// <summary>The links of one connection. It forwards every notification to all of them, in the order of the pipeline.</summary>
public sealed class LinkedConnection : Link
{
    private readonly Link[] _links;

    internal LinkedConnection(ObservedSide side, Func<LinkedConnection, Link>[] links)
    {
        Side = side;
        _links = Array.ConvertAll(links, link => link(this));
    }

    /// <summary>This side of the connection.</summary>
    public ObservedSide Side { get; }

    /// <inheritdoc/>
    public override bool HoldsBack => Array.Exists(_links, static link => link.HoldsBack);

    /// <inheritdoc/>
    public override bool Refuses() => Array.Exists(_links, static link => link.Refuses());

    /// <summary>The connection was made.</summary>
    /// <param name="wire">The connection.</param>
    public void Opened(Wire wire)
    {
        ArgumentNullException.ThrowIfNull(wire);
        Opened(Side == ObservedSide.Client ? $"{wire.LocalEndPoint} to {wire.RemoteEndPoint}" : $"{wire.RemoteEndPoint} to {wire.LocalEndPoint}");
    }

    /// <inheritdoc/>
    public override void Opened(string text) => Array.ForEach(_links, link => link.Opened(text));

    /// <summary>The connection was made: wraps it in all links. The first of the pipeline is nearest to the network.</summary>
    /// <param name="wire">The connection, which is disposed with the returned one.</param>
    public Wire Open(Wire wire)
    {
        Opened(wire);
        return Wrap(wire);
    }

    /// <inheritdoc/>
    public override Wire Wrap(Wire wire) => _links.Aggregate(wire, static (inner, link) => link.Wrap(inner));

    /// <inheritdoc/>
    public override void Connected(string text) => Array.ForEach(_links, link => link.Connected(text));

    /// <inheritdoc/>
    public override void PassesOn(bool isReset) => Array.ForEach(_links, link => link.PassesOn(isReset));

    /// <inheritdoc/>
    public override void Fault(Direction direction, string fault, long offset, string text) =>
        Array.ForEach(_links, link => link.Fault(direction, fault, offset, text));

    /// <inheritdoc/>
    public override void Ended(Direction direction, bool isReset, string? fault = null) =>
        Array.ForEach(_links, link => link.Ended(direction, isReset, fault));

    /// <inheritdoc/>
    public override void TimedOut(Direction direction, string text) => Array.ForEach(_links, link => link.TimedOut(direction, text));

    /// <inheritdoc/>
    public override void Broke(WireException error) => Array.ForEach(_links, link => link.Broke(error));

    /// <inheritdoc/>
    public override void Closed(CloseReason reason, string? text = null) => Array.ForEach(_links, link => link.Closed(reason, text));
}
