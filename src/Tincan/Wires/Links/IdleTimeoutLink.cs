namespace Tincan.Wires.Links;

/// <summary>An idle timeout for a client's connection. The other links hear when it expires.</summary>
/// <param name="connection">The connection.</param>
/// <param name="limit">The timeout; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
public sealed class IdleTimeoutLink(LinkedConnection connection, TimeSpan limit) : Link
{
    /// <inheritdoc/>
    public override Wire Wrap(Wire wire) => new IdleTimeoutWire(wire, limit, told: connection.Broke);
}
