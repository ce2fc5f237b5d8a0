namespace Tincan.Wires.Links;

/// <summary>
/// What stands between a connection and the protocol, for every connection of a host or a client: recording, faults, timeouts. Without links nothing
/// stands there, and nothing is allocated.
/// </summary>
public sealed class ConnectionPipeline
{
    private readonly Func<LinkedConnection, Link>[] _links;

    /// <summary>Puts links in a row.</summary>
    /// <param name="links">Each makes its link for a connection. The first is the nearest to the network; null ones are left out.</param>
    public ConnectionPipeline(params ReadOnlySpan<Func<LinkedConnection, Link>?> links)
    {
        var made = new List<Func<LinkedConnection, Link>>();
        foreach (var link in links)
        {
            if (link is not null)
            {
                made.Add(link);
            }
        }

        _links = [.. made];
    }

    /// <summary>A pipeline without links.</summary>
    public static ConnectionPipeline Empty { get; } = new();

    /// <summary>Begins a connection: one that was accepted, or one that will be made.</summary>
    /// <param name="side">Which side of it we are.</param>
    /// <returns>Its links; null if there are none.</returns>
    public LinkedConnection? Begin(ObservedSide side) => _links.Length == 0 ? null : new LinkedConnection(side, _links);

    /// <summary>Puts the links around a connection that was made. None of them is asked whether it refuses.</summary>
    /// <param name="wire">The connection; the wire that is returned owns it.</param>
    /// <param name="side">Which side of it we are.</param>
    public Wire Open(Wire wire, ObservedSide side) => Begin(side)?.Open(wire) ?? wire;

    /// <summary>Connects.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="connect">Makes the connection that the links go around.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ConnectException">The server cannot be reached, or a link refuses the connection.</exception>
    public async Task<Wire> ConnectAsync(WireAddress server, Func<WireAddress, CancellationToken, Task<Wire>> connect, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(connect);
        var links = Begin(ObservedSide.Client);
        if (links?.Refuses() == true)
        {
            links.Closed(CloseReason.Aborted, "never connected");
            throw new ConnectException($"cannot connect to {server}: connection refused on purpose, by a fault");
        }

        var wire = await connect(server, cancel);
        return links?.Open(wire) ?? wire;
    }
}
