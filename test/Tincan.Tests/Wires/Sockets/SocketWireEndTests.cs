using System.Net.Sockets;
using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace Tincan.Tests.Wires.Sockets;

public sealed class SocketWireEndTests
{
    [Fact]
    public async Task An_abort_reaches_the_peer_as_RST_and_fails_what_is_under_way()
    {
        await using var pair = await Loopback.ConnectAsync();
        var receiving = pair.Wire.ReceiveAsync(new byte[1]).AsTask();
        Assert.False(receiving.IsCompleted);

        pair.Wire.Abort();
        pair.Wire.Abort();

        Assert.Equal(CloseReason.Aborted, await WireText.FailureOf(receiving));
        var error = await Assert.ThrowsAsync<SocketException>(pair.PeerReceivesAsync);
        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
        Assert.Equal(CloseReason.Aborted, await WireText.FailureOf(pair.Wire.ReceiveAsync(new byte[1])));
        Assert.Equal(CloseReason.Aborted, await WireText.FailureOf(pair.Wire.SendAsync(new byte[1])));
        await pair.Wire.FinishAsync();
    }

    [Fact]
    public async Task A_send_that_waits_for_the_peer_fails_when_aborted()
    {
        await using var pair = await Loopback.ConnectAsync();
        var sending = pair.Wire.SendAsync(new byte[64 * 1024 * 1024]).AsTask();
        Assert.False(sending.IsCompleted);
        pair.Wire.Abort();
        Assert.Equal(CloseReason.Aborted, await WireText.FailureOf(sending));
    }

    [Fact]
    public async Task The_peers_RST_is_a_reset()
    {
        await using var pair = await Loopback.ConnectAsync();
        var receiving = pair.Wire.ReceiveAsync(new byte[1]).AsTask();
        pair.ResetByPeer();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(receiving));
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(pair.Wire.SendAsync(new byte[1])));
        await pair.Wire.FinishAsync();
    }

    [Fact]
    public async Task What_came_before_FIN_is_kept()
    {
        await using var pair = await Loopback.ConnectAsync();
        await pair.PeerSendsAsync("last words");
        pair.Peer.Dispose();
        Assert.Equal("last words", await pair.Wire.ReceiveToEndAsync());
    }

    [Fact]
    public async Task A_connection_that_was_reset_before_the_wire_took_it_says_so_when_it_is_used()
    {
        using var listener = Loopback.Listen(System.Net.IPAddress.Loopback);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(listener.LocalEndPoint!);
        var peer = await listener.AcceptAsync().InTime();
        peer.Close(0);
        socket.Poll(-1, SelectMode.SelectRead);

        await using var wire = SocketWire.Of(socket, socket.LocalEndPoint, listener.LocalEndPoint!);

        Assert.Equal(listener.LocalEndPoint, wire.RemoteEndPoint);
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(wire.ReceiveAsync(new byte[1])));
    }
}
