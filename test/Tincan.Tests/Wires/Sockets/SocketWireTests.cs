using System.Net.Sockets;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Wires.Sockets;

public sealed class SocketWireTests
{
    [Fact]
    public async Task The_peer_may_finish_first_and_still_receives_the_answer()
    {
        await using var pair = await Loopback.ConnectAsync();
        await pair.PeerSendsAsync("ask");
        pair.Peer.Shutdown(SocketShutdown.Send);
        Assert.Equal("ask", await pair.Wire.ReceiveToEndAsync());

        await pair.Wire.SendTextAsync("answer");
        await pair.Wire.FinishAsync();
        Assert.Equal("answer", await pair.PeerReceivesAsync());
        Assert.Equal("", await pair.PeerReceivesAsync());
    }

    [Fact]
    public async Task This_end_may_finish_first_and_still_receives_the_answer()
    {
        await using var pair = await Loopback.ConnectAsync();
        await pair.Wire.SendTextAsync("ask");
        await pair.Wire.FinishAsync();
        await pair.Wire.FinishAsync();
        Assert.Equal("ask", await pair.PeerReceivesAsync());
        Assert.Equal("", await pair.PeerReceivesAsync());

        await pair.PeerSendsAsync("answer");
        Assert.Equal("answer", await pair.Wire.ReceiveTextAsync());
    }

    [Fact]
    public async Task Sending_after_FIN_is_this_ends_own_mistake()
    {
        await using var pair = await Loopback.ConnectAsync();
        await pair.Wire.FinishAsync();
        Assert.Equal(CloseReason.Finished, await WireText.FailureOf(pair.Wire.SendAsync(new byte[1])));
    }

    [Fact]
    public async Task An_empty_receive_waits_for_bytes_and_takes_none()
    {
        await using var pair = await Loopback.ConnectAsync();
        var waiting = pair.Wire.WaitForDataAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        await pair.PeerSendsAsync("one");
        await waiting.InTime();
        Assert.Equal("one", await pair.Wire.ReceiveTextAsync());

        waiting = pair.Wire.WaitForDataAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        pair.Peer.Shutdown(SocketShutdown.Send);
        await waiting.InTime();
        Assert.Equal("", await pair.Wire.ReceiveTextAsync());
    }

    [Fact]
    public async Task In_bulk_an_empty_receive_is_not_over_before_something_is_there()
    {
        await using var pair = await Loopback.ConnectAsync();
        await using var other = await Loopback.ConnectAsync();
        var buffer = new byte[4096];

        // The system may tell of bytes that were received already; of some rounds in a hundred it does.
        for (var i = 0; i < 1000; i++)
        {
            var saying = pair.Peer.SendAsync(new byte[5000].AsMemory(), SocketFlags.None).InTime();
            for (var left = 5000; left > 0;)
            {
                left -= await pair.Wire.ReceiveAsync(buffer).InTime();
            }

            await saying;
            using var giveUp = new CancellationTokenSource();
            var waiting = pair.Wire.WaitForDataAsync(giveUp.Token).AsTask();
            await other.PeerSendsAsync("meanwhile");
            await other.Wire.ReceiveTextAsync();
            Assert.False(waiting.IsCompleted, $"in round {i}");
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.InTime());
        }
    }

    [Fact]
    public async Task Giving_up_a_receive_loses_nothing()
    {
        await using var pair = await Loopback.ConnectAsync();
        using var giveUp = new CancellationTokenSource();
        var receiving = pair.Wire.ReceiveAsync(new byte[9], giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving.InTime());
        await pair.PeerSendsAsync("all");
        Assert.Equal("all", await pair.Wire.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_large_send_arrives_whole_although_the_peer_reads_slowly()
    {
        await using var pair = await Loopback.ConnectAsync();
        var bytes = new byte[8 * 1024 * 1024];
        new Random(1).NextBytes(bytes);
        var sending = pair.Wire.SendAsync(bytes).AsTask();
        var received = new byte[bytes.Length];
        for (var at = 0; at < received.Length;)
        {
            at += await pair.Peer.ReceiveAsync(received.AsMemory(at, Math.Min(100_000, received.Length - at)), SocketFlags.None).InTime();
        }

        await sending.InTime();
        Assert.True(bytes.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public async Task Both_ends_have_their_addresses()
    {
        await using var pair = await Loopback.ConnectAsync();
        Assert.Equal(pair.Peer.LocalEndPoint, pair.Wire.RemoteEndPoint);
        Assert.Equal(pair.Peer.RemoteEndPoint, pair.Wire.LocalEndPoint);
    }
}
