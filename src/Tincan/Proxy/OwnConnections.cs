using System.Collections.Concurrent;

namespace Tincan.Proxy;

/// <summary>
/// The endpoints of every TCP connection that a proxy has open. A connection that it has both made and accepted is a loop, whatever name or
/// wildcard address was used. Unix sockets are not tracked: their ends have no addresses.
/// </summary>
/// <remarks>Both ends are noted on different threads, in any order. Each adds itself before it looks for the other, so at least one finds it.</remarks>
internal sealed class OwnConnections
{
    private readonly ConcurrentDictionary<(IPEndPoint From, IPEndPoint To), bool> _accepted = [];
    private readonly ConcurrentDictionary<(IPEndPoint From, IPEndPoint To), bool> _made = [];

    /// <summary>Notes an accepted connection.</summary>
    /// <returns>Whether this proxy made the connection.</returns>
    public bool Accepted(Wire client)
    {
        var ends = Ends(client.RemoteEndPoint, client.LocalEndPoint);
        return ends is { } known && _accepted.TryAdd(known, true) && _made.ContainsKey(known);
    }

    /// <summary>Notes a connection to the target.</summary>
    /// <param name="target">The connection.</param>
    /// <param name="client">The client it is for.</param>
    /// <returns>Whether this proxy accepted the connection, or made the client's.</returns>
    public bool Made(Wire target, Wire client)
    {
        var ends = Ends(target.LocalEndPoint, target.RemoteEndPoint);
        return (ends is { } known && _made.TryAdd(known, true) && _accepted.ContainsKey(known))
            || (Ends(client.RemoteEndPoint, client.LocalEndPoint) is { } before && _made.ContainsKey(before));
    }

    /// <summary>Removes an accepted connection.</summary>
    public void Left(Wire client) => Remove(_accepted, Ends(client.RemoteEndPoint, client.LocalEndPoint));

    /// <summary>Removes a connection to the target.</summary>
    public void Closed(Wire target) => Remove(_made, Ends(target.LocalEndPoint, target.RemoteEndPoint));

    private static void Remove(ConcurrentDictionary<(IPEndPoint From, IPEndPoint To), bool> open, (IPEndPoint From, IPEndPoint To)? ends)
    {
        if (ends is { } known)
        {
            open.TryRemove(known, out _);
        }
    }

    /// <summary>The endpoints of a connection. A connection to the wildcard address arrives at its own source address.</summary>
    private static (IPEndPoint From, IPEndPoint To)? Ends(EndPoint from, EndPoint to) => (from, to) is (IPEndPoint one, IPEndPoint other)
        ? (one, other.Address.Equals(IPAddress.Any) || other.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(one.Address, other.Port) : other)
        : null;
}
