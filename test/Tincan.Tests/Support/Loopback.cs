using System.Net.Sockets;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace Tincan.Tests.Support;

/// <summary>A wire over a real loopback connection, and the raw socket at its other end.</summary>
internal sealed class Loopback : IAsyncDisposable
{
    private Loopback(Wire wire, Socket peer)
    {
        Wire = wire;
        Peer = peer;
    }

    public Wire Wire { get; }

    public Socket Peer { get; }

    public static async Task<Loopback> ConnectAsync()
    {
        using var listener = Listen(IPAddress.Loopback);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        return new Loopback(await SocketWire.ConnectAsync(socket, listener.LocalEndPoint!, CancellationToken.None).InTime(), await listener.AcceptAsync().InTime());
    }

    /// <summary>A raw listener on a port of its own.</summary>
    public static Socket Listen(IPAddress address, int backlog = 8)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(address, 0));
        listener.Listen(backlog);
        return listener;
    }

    /// <summary>The port as a target for <paramref name="host"/>.</summary>
    public static HostPort At(string host, EndPoint? endpoint) => new(host, ((IPEndPoint)endpoint!).Port);

    /// <summary>Ends the peer's side with RST.</summary>
    public void ResetByPeer()
    {
        Peer.LingerState = new LingerOption(enable: true, seconds: 0);
        Peer.Dispose();
    }

    /// <summary>Receives once at the peer; the empty text means FIN.</summary>
    public async Task<string> PeerReceivesAsync()
    {
        var buffer = new byte[64 * 1024];
        return WireText.Text(buffer.AsSpan(0, await Peer.ReceiveAsync(buffer, SocketFlags.None).InTime()));
    }

    public Task<int> PeerSendsAsync(string text) => Peer.SendAsync(WireText.Bytes(text).AsMemory(), SocketFlags.None).InTime();

    public async ValueTask DisposeAsync()
    {
        await Wire.DisposeAsync();
        Peer.Dispose();
    }
}
