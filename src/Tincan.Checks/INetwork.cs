namespace Tincan.Checks;

/// <summary>Makes listeners and connections: with the system's sockets, or in memory.</summary>
internal interface INetwork
{
    /// <summary>Listens on an address.</summary>
    /// <param name="address">The address; port 0 for any free port.</param>
    /// <param name="cancel">Cancels the lookup of the host name.</param>
    /// <exception cref="ConnectException">Listening failed.</exception>
    Task<WireListener> ListenAsync(HostPort address, CancellationToken cancel);

    /// <summary>Connects to an address.</summary>
    /// <param name="target">The address.</param>
    /// <param name="timeout">The connect timeout.</param>
    /// <param name="isNarrow">Whether the system takes as little as possible of what is not read.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    /// <exception cref="ConnectException">The connection was refused or timed out.</exception>
    /// <exception cref="WireException">The server accepted the connection and reset it at once.</exception>
    Task<Wire> ConnectAsync(HostPort target, TimeSpan timeout, bool isNarrow, CancellationToken cancel);
}
