using System.Net.Sockets;
using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace Tincan.Tests.Wires.Sockets;

public sealed class SocketListenerTests
{
    [Fact]
    public async Task Port_0_lets_the_system_choose()
    {
        await using var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0));
        var endpoint = Assert.IsType<IPEndPoint>(listener.LocalEndPoint);
        Assert.Equal(IPAddress.Loopback, endpoint.Address);
        Assert.NotEqual(0, endpoint.Port);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_star_listens_on_both_families(string address)
    {
        await using var listener = await SocketListener.ListenAsync(new HostPort(HostPort.AnyHost, 0));
        await using var client = await new Connector().ConnectAsync(Loopback.At(address, listener.LocalEndPoint)).InTime();
        await using var server = await listener.AcceptAsync(default).InTime();
        await client.SendTextAsync("hello");
        Assert.Equal("hello", await server.ReceiveTextAsync());
    }

    [Fact]
    public async Task An_address_in_use_is_reported_in_one_line()
    {
        await using var first = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0));
        var same = Loopback.At("127.0.0.1", first.LocalEndPoint);
        var error = await Assert.ThrowsAsync<ConnectException>(() => SocketListener.ListenAsync(same));
        Assert.Equal($"cannot listen on {same}: the address is already in use", error.Message);
    }

    [Theory]
    [InlineData("no-such-host.invalid", "cannot listen on no-such-host.invalid:0: unknown host")]
    [InlineData("192.0.2.77", "cannot listen on 192.0.2.77:0: this machine has no such address")]
    public async Task An_address_of_another_machine_or_of_none_is_reported_in_one_line(string host, string expected)
    {
        var error = await Assert.ThrowsAsync<ConnectException>(() => SocketListener.ListenAsync(new HostPort(host, 0)).InTime());
        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public async Task The_port_can_be_taken_again_at_once_after_the_server_closed_first()
    {
        var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0));
        var same = Loopback.At("127.0.0.1", listener.LocalEndPoint);
        await using (var client = await new Connector().ConnectAsync(same).InTime())
        {
            var server = await listener.AcceptAsync(default).InTime();
            await server.DisposeAsync();
            Assert.Equal("", await client.ReceiveTextAsync());
        }

        await listener.DisposeAsync();
        await using var again = await SocketListener.ListenAsync(same);
        Assert.Equal(same, Loopback.At("127.0.0.1", again.LocalEndPoint));
    }

    [Fact]
    public async Task Waiting_for_a_client_can_be_given_up()
    {
        await using var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0));
        using var giveUp = new CancellationTokenSource();
        var accepting = listener.AcceptAsync(giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accepting.InTime());
    }

    [Fact]
    public async Task Waiting_for_a_client_ends_when_it_listens_no_more()
    {
        var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0));
        var accepting = listener.AcceptAsync(CancellationToken.None).AsTask();
        await listener.DisposeAsync();
        Assert.Equal(CloseReason.Aborted, await WireText.FailureOf(accepting));
        await listener.DisposeAsync();
    }

    [Fact]
    public async Task Clients_that_come_together_or_one_by_one_are_all_accepted()
    {
        await using var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0));
        var address = Loopback.At("127.0.0.1", listener.LocalEndPoint);
        var clients = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => new Connector().ConnectAsync(address)).ToList()).InTime();
        for (var count = 0; count < clients.Length; count++)
        {
            await using var wire = await listener.AcceptAsync(CancellationToken.None).AsTask().InTime();
            await clients[count].DisposeAsync();
        }

        for (var count = 0; count < 20; count++)
        {
            var accepting = listener.AcceptAsync(CancellationToken.None).AsTask();
            await using var client = await new Connector().ConnectAsync(address).InTime();
            await using var wire = await accepting.InTime();
            Assert.Equal(client.LocalEndPoint, wire.RemoteEndPoint);
        }
    }

    [Fact]
    public async Task An_urgent_byte_is_a_byte_of_the_stream()
    {
        await using var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0));
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndPoint);
        await using var wire = await listener.AcceptAsync(CancellationToken.None).AsTask().InTime();
        await client.SendAsync("!"u8.ToArray(), SocketFlags.OutOfBand);
        await client.SendAsync("?"u8.ToArray());
        Assert.Equal("!?", await wire.ReceiveExactlyAsync(2));
    }

    [Fact]
    public async Task Clients_that_were_not_accepted_are_reset_when_it_listens_no_more()
    {
        var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0));
        await using var client = await new Connector().ConnectAsync(Loopback.At("127.0.0.1", listener.LocalEndPoint)).InTime();
        await listener.DisposeAsync();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(client.ReceiveAsync(new byte[1])));
    }

    [Theory]
    [InlineData(SocketError.ConnectionReset, CloseReason.PeerReset, "connection reset by peer")]
    [InlineData(SocketError.Shutdown, CloseReason.PeerReset, "the peer had closed the connection")]
    [InlineData(SocketError.OperationAborted, CloseReason.Aborted, "connection aborted")]
    [InlineData(SocketError.TimedOut, CloseReason.Lost, "the network timed out")]
    public void The_systems_errors_are_sorted_into_reasons(SocketError error, CloseReason reason, string message)
    {
        var sorted = WireException.From(new SocketException((int)error));
        Assert.Equal(reason, sorted.Reason);
        Assert.Equal(message, sorted.Message);
    }
}
