using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Wires;

/// <summary>Connections to a simulated port behave like those of Linux's loopback.</summary>
public sealed class SimulatedPortTests
{
    /// <summary>What is held for a peer that does not read, and how much of it has arrived there.</summary>
    private const int Held = 128 * 1024;
    private const int Arrived = Held / 10 * 6;

    [Fact]
    public async Task Each_end_knows_both_addresses()
    {
        var (client, server) = await ConnectAsync();

        Assert.Equal(client.LocalEndPoint, server.RemoteEndPoint);
        Assert.Equal(server.LocalEndPoint, client.RemoteEndPoint);
        Assert.NotEqual(client.LocalEndPoint, client.RemoteEndPoint);
    }

    [Fact]
    public async Task What_has_arrived_can_be_read_after_RST_and_what_waited_to_be_sent_is_lost()
    {
        var (client, server) = await ConnectAsync();
        await server.SendAsync(new byte[Held]).InTime();
        server.Abort();

        Assert.Equal(Arrived, await ReadToResetAsync(client));
    }

    [Fact]
    public async Task Closing_over_unread_bytes_resets_after_what_was_sent_before()
    {
        var (client, server) = await ConnectAsync();
        await client.SendTextAsync("not read");
        await server.SendTextAsync("answer");
        await server.DisposeAsync();

        Assert.Equal("answer", await client.ReceiveTextAsync());
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(client.ReceiveAsync(new byte[9])));
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(client.SendAsync(new byte[9])));
    }

    [Fact]
    public async Task The_first_send_to_a_peer_that_has_closed_is_lost_and_the_second_fails()
    {
        var (client, server) = await ConnectAsync();
        await server.SendTextAsync("last words");
        await server.DisposeAsync();

        await client.SendTextAsync("lost");
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(client.SendAsync(new byte[9])));
        Assert.Equal("last words", await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task RST_after_FIN_takes_nothing_back()
    {
        var (client, server) = await ConnectAsync();
        await server.SendTextAsync("all");
        await server.FinishAsync();
        server.Abort();

        Assert.Equal("all", await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task A_sender_waits_until_the_peer_reads()
    {
        var (client, server) = await ConnectAsync();
        await server.SendAsync(new byte[Held]).InTime();
        var sending = server.SendAsync(new byte[1]).InTime();
        var other = client.SendTextAsync("the other direction is open");
        await other;
        Assert.False(sending.IsCompleted);

        await client.ReceiveAsync(new byte[1]).InTime();
        await sending;
    }

    private static async Task<(Wire Client, Wire Server)> ConnectAsync()
    {
        var listener = new MemoryListener(new IPEndPoint(IPAddress.Loopback, 80), static () => { });
        var client = listener.Connect(new IPEndPoint(IPAddress.Loopback, 20_000));
        return (client, await listener.AcceptAsync(default).InTime());
    }

    private static async Task<int> ReadToResetAsync(Wire wire)
    {
        var read = 0;
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                read += await wire.ReceiveAsync(buffer).InTime();
            }
        }
        catch (WireException reset) when (reset.Reason == CloseReason.PeerReset)
        {
            return read;
        }
    }
}
