using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Hosting;
using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace Tincan.Tests.Hosting;

public sealed class LingerTests
{
    [Fact]
    public async Task Unread_input_does_not_destroy_the_answer()
    {
        var bench = new ConversationBench(static conversation => conversation.Wire.SendTextAsync("answer"));
        await bench.Client.SendTextAsync("more than was asked for");

        Assert.Equal("answer", await bench.Client.ReceiveToEndAsync());
        await bench.Client.SendTextAsync("and more");
        await bench.LeaveAsync();
        Assert.Equal("Information: client connection closed: server finished; 0 B in, 6 B out", bench.Ending);
    }

    [Fact(Timeout = 60_000)]
    public async Task Unread_input_does_not_destroy_the_answer_on_real_sockets()
    {
        var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0));
        var server = new FuncServer(static conversation => conversation.Wire.SendAsync(new byte[1_000_000]).AsTask());
        await using var host = Host.Start(listener, server, null, NullLogger.Instance);
        await using var client = await new Connector().ConnectAsync(Loopback.At("127.0.0.1", host.LocalEndPoint)).InTime();
        await client.SendTextAsync(new string('x', 10_000));

        Assert.Equal(1_000_000, (await client.ReceiveToEndAsync()).Length);
        await client.FinishAsync();
    }

    [Fact]
    public async Task A_client_that_does_not_finish_is_reset_after_the_linger_limit()
    {
        var bench = new ConversationBench(static conversation => conversation.Wire.SendTextAsync("answer"));
        Assert.Equal("answer", await bench.Client.ReceiveToEndAsync());
        await bench.Client.SendTextAsync("still here");
        await bench.Clock.WhenTimerAsync(ConversationBench.Linger);
        Assert.False(bench.Run.IsCompleted);

        bench.Clock.Advance(ConversationBench.Linger);

        await bench.Run.InTime();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(bench.Client.SendAsync(new byte[1])));
    }

    [Fact]
    public async Task A_client_that_finished_first_is_not_waited_for()
    {
        var bench = new ConversationBench(static async conversation =>
        {
            Assert.Equal("ask", await conversation.Wire.ReceiveToEndAsync());
            await conversation.Wire.SendTextAsync("answer");
        });
        await bench.Client.SendTextAsync("ask");
        await bench.Client.FinishAsync();

        await bench.Run.InTime();

        Assert.Equal("answer", await bench.Client.ReceiveToEndAsync());
        Assert.Equal("Information: client connection closed: client finished; 3 B in, 6 B out", bench.Ending);
    }

    [Fact]
    public async Task A_client_that_resets_meanwhile_ends_it()
    {
        var bench = new ConversationBench(static conversation => conversation.Wire.SendTextAsync("answer"));
        bench.Client.Abort();
        await bench.Run.InTime();
        Assert.Equal("Information: client connection closed: server finished; 0 B in, 6 B out", bench.Ending);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_peer_on_real_sockets_that_never_finishes_gets_RST()
    {
        var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0));
        var clock = new FakeClock();
        var server = new FuncServer(static _ => Task.CompletedTask);
        await using var host = Host.Start(
            listener, server, HostBench.Unlimited with { Time = clock }, NullLogger.Instance);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(host.LocalEndPoint).InTime();
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).InTime());
        await clock.WhenTimerAsync(TimeSpan.FromSeconds(2));

        clock.Advance(TimeSpan.FromSeconds(2));

        // RST after FIN: only a send, or the wait for an error, can see it. A send that goes out before the RST is here would see nothing.
        await clock.WhenNoTimerAsync();
        await host.StopAsync().InTime();
        Assert.True(client.Poll(TimeSpan.FromSeconds(30), SelectMode.SelectError));
        var error = await Assert.ThrowsAsync<SocketException>(() => client.SendAsync(new byte[1]).InTime());
        Assert.Contains(error.SocketErrorCode, new[] { SocketError.ConnectionReset, SocketError.Shutdown });
    }
}
