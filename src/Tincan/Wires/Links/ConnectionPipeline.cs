namespace Tincan.Wires.Links;

/// <summary>
/// The links around every connection of a host or a client: recording, faults, timeouts. A pipeline without links costs nothing.
/// </summary>
public sealed class ConnectionPipeline
{
    private readonly Func<LinkedConnection, Link>[] _links;

    /// <summary>Creates a pipeline.</summary>
    /// <param name="links">Each creates its link for a connection. The first is nearest to the network; nulls are ignored.</param>
    public ConnectionPipeline(params ReadOnlySpan<Func<LinkedConnection, Link>?> links) =>
        _links = [.. links.ToArray().OfType<Func<LinkedConnection, Link>>()];

    /// <summary>The link for the idle timeout of a client's connections. When it expires, all links get <see cref="Link.Broke"/>.</summary>
    /// <param name="timeout">The timeout; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    public static Func<LinkedConnection, Link> IdleTimeout(TimeSpan timeout) => connection => new IdleTimeoutLink(connection, timeout);

    /// <summary>A pipeline without links.</summary>
    public static ConnectionPipeline Empty { get; } = new();

    /// <summary>Creates the links for a connection that was accepted, or is about to be made.</summary>
    /// <param name="side">This side of the connection.</param>
    /// <returns>The links; null if there are none.</returns>
    public LinkedConnection? Begin(ObservedSide side) => _links.Length == 0 ? null : new LinkedConnection(side, _links);

    /// <summary>Wraps an open connection in the links. They cannot refuse it.</summary>
    /// <param name="wire">The connection, which is disposed with the returned one.</param>
    /// <param name="side">This side of the connection.</param>
    public Wire Open(Wire wire, ObservedSide side) => Begin(side)?.Open(wire) ?? wire;

    /// <summary>Connects, and wraps the connection in the links.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="connect">Makes the connection.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    /// <exception cref="ConnectException">The server cannot be reached, or a link refuses the connection.</exception>
    public async Task<Wire> ConnectAsync(WireAddress server, Func<WireAddress, CancellationToken, Task<Wire>> connect, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(connect);
        var links = Begin(ObservedSide.Client);
        if (links?.Refuses() == true)
        {
            links.Closed(CloseReason.Aborted, "never connected");
            throw new ConnectException($"cannot connect to {server}: connection refused by a fault");
        }

        var wire = await connect(server, cancel);
        return links?.Open(wire) ?? wire;
    }
}
