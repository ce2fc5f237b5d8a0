using Tincan.Wires.Sockets;

namespace Tincan.Checks;

/// <summary>The sockets of the system.</summary>
/// <param name="time">The clock of the connect timeout.</param>
internal sealed class SocketNetwork(TimeProvider time) : INetwork
{
    public async Task<WireListener> ListenAsync(HostPort address, CancellationToken cancel) => await SocketListener.ListenAsync(address, cancel: cancel);

    public Task<Wire> ConnectAsync(HostPort target, TimeSpan timeout, CancellationToken cancel) => new Connector(timeout, time).ConnectAsync(target, cancel);
}
