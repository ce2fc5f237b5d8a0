namespace Tincan.Wires.Sockets;

/// <summary>The sockets of the system.</summary>
internal sealed class SocketNetwork : INetwork
{
    public static SocketNetwork Instance { get; } = new();

    public async Task<WireListener> ListenAsync(HostPort address, CancellationToken cancel) => await SocketListener.ListenAsync(address, cancel: cancel);

    public Task<Wire> ConnectAsync(HostPort target, TimeSpan timeout, CancellationToken cancel) => new Connector(timeout).ConnectAsync(target, cancel);
}
