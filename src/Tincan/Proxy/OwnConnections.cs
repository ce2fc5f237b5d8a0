using System.Collections.Concurrent;
using Tincan.Wires;

namespace Tincan.Proxy;

/// <summary>
/// Both ends of every TCP connection that a proxy has open. One that it has made and accepted as well leads from the proxy back to itself, by whatever name
/// or wildcard. The ends of Unix sockets have no addresses of their own, and are not known here.
/// </summary>
/// <remarks>Either end may be noted first: each is added before the other is looked for, so one of the two finds it.</remarks>
internal sealed class OwnConnections
{
    private readonly ConcurrentDictionary<(IPEndPoint From, IPEndPoint To), bool> _accepted = [];
    private readonly ConcurrentDictionary<(IPEndPoint From, IPEndPoint To), bool> _made = [];

    /// <summary>Notes a connection that was accepted.</summary>
    /// <returns>Whether this proxy has made it itself.</returns>
    public bool Accepted(Wire client)
    {
        var ends = Ends(client.RemoteEndPoint, client.LocalEndPoint);
        return ends is { } known && _accepted.TryAdd(known, true) && _made.ContainsKey(known);
    }

    /// <summary>Notes a connection that was made.</summary>
    /// <param name="target">The connection.</param>
    /// <param name="client">The client for whom it was made.</param>
    /// <returns>Whether this proxy has accepted it itself, or has made the client's.</returns>
    public bool Made(Wire target, Wire client)
    {
        var ends = Ends(target.LocalEndPoint, target.RemoteEndPoint);
        return (ends is { } known && _made.TryAdd(known, true) && _accepted.ContainsKey(known))
            || (Ends(client.RemoteEndPoint, client.LocalEndPoint) is { } before && _made.ContainsKey(before));
    }

    /// <summary>A connection that was accepted is over.</summary>
    public void Left(Wire client) => Remove(_accepted, Ends(client.RemoteEndPoint, client.LocalEndPoint));

    /// <summary>A connection that was made is over.</summary>
    public void Closed(Wire target) => Remove(_made, Ends(target.LocalEndPoint, target.RemoteEndPoint));

    private static void Remove(ConcurrentDictionary<(IPEndPoint From, IPEndPoint To), bool> open, (IPEndPoint From, IPEndPoint To)? ends)
    {
        if (ends is { } known)
        {
            open.TryRemove(known, out _);
        }
    }

    /// <summary>A connection to the wildcard address reaches the address that it comes from.</summary>
    private static (IPEndPoint From, IPEndPoint To)? Ends(EndPoint from, EndPoint to) => (from, to) is (IPEndPoint one, IPEndPoint other)
        ? (one, other.Address.Equals(IPAddress.Any) || other.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(one.Address, other.Port) : other)
        : null;
}
