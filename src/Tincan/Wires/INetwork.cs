namespace Tincan.Wires;

/// <summary>Where ports are listened on and connections made: the sockets of the system, or a network in memory.</summary>
public interface INetwork
{
    /// <summary>Listens.</summary>
    /// <param name="address">Where; port 0 for any that is free.</param>
    /// <param name="cancel">Gives up looking up the host's name.</param>
    /// <exception cref="ConnectException">The address cannot be listened on.</exception>
    Task<WireListener> ListenAsync(HostPort address, CancellationToken cancel);

    /// <summary>Connects.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="timeout">How long that may take.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ConnectException">Nobody answered in time.</exception>
    /// <exception cref="WireException">The server accepted the connection and reset it at once.</exception>
    Task<Wire> ConnectAsync(HostPort target, TimeSpan timeout, CancellationToken cancel);
}
