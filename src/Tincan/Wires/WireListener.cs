namespace Tincan.Wires;

/// <summary>Where connections come from.</summary>
public abstract class WireListener : IAsyncDisposable
{
    /// <summary>The address that clients connect to; the port is never 0.</summary>
    public abstract EndPoint LocalEndPoint { get; }

    /// <summary>Waits for the next connection.</summary>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="WireException">This connection could not be taken; the next one may be.</exception>
    public abstract ValueTask<Wire> AcceptAsync(CancellationToken cancel);

    /// <summary>Takes a connection that waits already, without waiting for one.</summary>
    /// <param name="wire">The connection.</param>
    /// <returns>False if none waits.</returns>
    /// <exception cref="WireException">This connection could not be taken; the next one may be.</exception>
    public abstract bool TryAccept([NotNullWhen(true)] out Wire? wire);

    /// <summary>Listens no more. Connections that were not accepted are reset.</summary>
    public abstract ValueTask DisposeAsync();
}
