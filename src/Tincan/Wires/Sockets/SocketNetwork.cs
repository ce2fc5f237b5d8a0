namespace Tincan.Wires.Sockets;

/// <summary>The sockets of the system.</summary>
public sealed class SocketNetwork : INetwork
{
    /// <summary>The system's sockets.</summary>
    public static SocketNetwork Instance { get; } = new();

    /// <inheritdoc/>
    public async Task<WireListener> ListenAsync(HostPort address, CancellationToken cancel) => await SocketListener.ListenAsync(address, cancel: cancel);

    /// <inheritdoc/>
    public Task<Wire> ConnectAsync(HostPort target, TimeSpan timeout, CancellationToken cancel) => new Connector(timeout).ConnectAsync(target, cancel);
}
