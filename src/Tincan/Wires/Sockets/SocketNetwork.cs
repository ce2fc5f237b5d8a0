namespace Tincan.Wires.Sockets;

/// <summary>The sockets of the system.</summary>
/// <param name="time">The clock of the connect timeout. Defaults to the system's.</param>
public sealed class SocketNetwork(TimeProvider? time = null) : INetwork
{
    /// <inheritdoc/>
    public async Task<WireListener> ListenAsync(HostPort address, CancellationToken cancel) => await SocketListener.ListenAsync(address, cancel: cancel);

    /// <inheritdoc/>
    public Task<Wire> ConnectAsync(HostPort target, TimeSpan timeout, CancellationToken cancel) => new Connector(timeout, time).ConnectAsync(target, cancel);
}
