namespace Tincan.Wires;

/// <summary>Accepts connections.</summary>
public abstract class WireListener : IAsyncDisposable
{
    /// <summary>The address that clients connect to, with the actual port.</summary>
    public abstract EndPoint LocalEndPoint { get; }

    /// <summary>Waits for the next connection.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="WireException">This connection could not be accepted; the next one may be.</exception>
    public abstract ValueTask<Wire> AcceptAsync(CancellationToken cancel);

    /// <summary>Accepts a connection from the backlog, without waiting.</summary>
    /// <param name="wire">The connection.</param>
    /// <returns>False if the backlog is empty.</returns>
    /// <exception cref="WireException">This connection could not be accepted; the next one may be.</exception>
    public abstract bool TryAccept([NotNullWhen(true)] out Wire? wire);

    /// <summary>Stops listening. Connections in the backlog are reset.</summary>
    public abstract ValueTask DisposeAsync();
}
