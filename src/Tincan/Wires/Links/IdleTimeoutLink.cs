namespace Tincan.Wires.Links;

/// <summary>Limits how long a client waits for its server, and tells the other links when it has waited too long.</summary>
/// <param name="connection">The connection.</param>
/// <param name="limit">How long nothing may move; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
public sealed class IdleTimeoutLink(LinkedConnection connection, TimeSpan limit) : Link
{
    /// <inheritdoc/>
    public override Wire Wrap(Wire wire) => new IdleTimeoutWire(wire, limit, told: connection.Broke);
}
