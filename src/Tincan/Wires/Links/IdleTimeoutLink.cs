namespace Tincan.Wires.Links;

/// <summary>The idle timeout of a client's connection. When it expires, all links get <see cref="Link.Broke"/>.</summary>
/// <param name="connection">The connection.</param>
/// <param name="timeout">The timeout; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
internal sealed class IdleTimeoutLink(LinkedConnection connection, TimeSpan timeout) : Link
{
    public override Wire Wrap(Wire wire) => new IdleTimeoutWire(wire, timeout, onTimeout: connection.Broke);
}
