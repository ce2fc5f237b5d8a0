using System.Net.Sockets;
using Tincan.Wires.Sockets;

namespace Tincan.Checks;

/// <summary>The sockets of the system.</summary>
/// <param name="time">The clock of the connect timeout.</param>
internal sealed class SocketNetwork(TimeProvider time) : INetwork
{
    private const int Tcp = 6;
    private const int MaxSegment = 2;

    /// <summary>The segments of Ethernet. On loopback they are longer, and with them the buffer that Linux gives a sender.</summary>
    private const int NarrowSegment = 1460;
    private const int NarrowBuffer = 4096;

    public async Task<WireListener> ListenAsync(HostPort address, CancellationToken cancel) => await SocketListener.ListenAsync(address, cancel: cancel);

    public Task<Wire> ConnectAsync(HostPort target, TimeSpan timeout, bool isNarrow, CancellationToken cancel) =>
        new Connector(timeout, time) { Prepare = isNarrow ? Narrow : null }.ConnectAsync(target, cancel);

    /// <summary>Measured on Linux: a server can send 72 KiB that are not read, and otherwise 4.1 MiB.</summary>
    private static void Narrow(Socket socket)
    {
        socket.ReceiveBufferSize = NarrowBuffer;
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(Tcp, MaxSegment, MemoryMarshal.AsBytes([NarrowSegment]));
        }
    }
}
