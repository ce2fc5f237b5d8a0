using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Hosting;
using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Sockets;
using Tincan.Wires.Tls;

namespace Tincan.Tests.Hosting;

public sealed class HostStopTests : IDisposable
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5);

    private readonly PairServer _pairs = new();

    public void Dispose() => _pairs.Dispose();

    [Fact]
    public async Task Idle_clients_get_FIN_at_once_and_no_client_is_accepted()
    {
        await using var bench = new HostBench(_pairs);
        MemoryWire first = bench.Connect(), second = bench.Connect();
        await _pairs.RestsAsync();
        await _pairs.RestsAsync();

        var stopping = bench.Host.StopAsync();

        Assert.Equal("", await first.ReceiveTextAsync());
        Assert.Equal("", await second.ReceiveTextAsync());
        await first.FinishAsync();
        await second.FinishAsync();
        Assert.Equal(0, await stopping.InTime());
        Assert.Throws<ConnectException>(() => bench.Connect());
        Assert.Equal(0, bench.Host.Connections);
        await bench.Clock.WhenNoTimerAsync();
    }

    [Fact]
    public async Task Given_a_rest_that_was_ended_what_still_comes_is_received_once_and_thrown_away()
    {
        var bench = new ConversationBench(_pairs);
        await _pairs.RestsAsync();
        bench.Stop();
        Assert.Equal("", await bench.Client.ReceiveTextAsync());

        await bench.Client.SendTextAsync("too late");
        await bench.LeaveAsync();

        Assert.False(bench.Probe.HasOverlapped);
        Assert.Equal(0, bench.Probe.UnderWay);
    }

    [Fact]
    public async Task A_message_in_hand_is_finished_and_answered()
    {
        await using var bench = new HostBench(_pairs);
        var client = bench.Connect();
        await client.SendTextAsync("a");
        await _pairs.IsMidMessageAsync();
        var stopping = bench.Host.StopAsync();
        await bench.Clock.WhenTimerAsync(DrainTimeout);

        await client.SendTextAsync("b");

        Assert.Equal("ab", await client.ReceiveToEndAsync());
        await client.FinishAsync();
        Assert.Equal(0, await stopping.InTime());
    }

    [Fact]
    public async Task A_client_that_does_not_finish_in_time_is_reset_and_counted()
    {
        await using var bench = new HostBench(_pairs);
        MemoryWire stubborn = bench.Connect(), thoughtful = bench.Connect();
        await stubborn.SendTextAsync("a");
        await _pairs.IsMidMessageAsync();
        await thoughtful.FinishAsync();
        Assert.Equal("", await thoughtful.ReceiveTextAsync());
        await bench.WhenConnectionsAsync(1);
        var stopping = bench.Host.StopAsync();
        await bench.Clock.WhenTimerAsync(DrainTimeout);
        bench.Clock.Advance(DrainTimeout - TimeSpan.FromMilliseconds(1));
        Assert.False(stopping.IsCompleted);

        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(stubborn.ReceiveAsync(new byte[1])));
        Assert.Equal(1, await stopping.InTime());
        Assert.Contains("Warning: drain timeout: 1 connections were reset (RST)", bench.Log.Lines);
    }

    [Fact]
    public async Task A_client_that_does_not_close_after_FIN_is_reset_after_the_linger_timeout_and_counted()
    {
        var linger = TimeSpan.FromSeconds(2);
        await using var bench = new HostBench(_pairs, HostBench.Unlimited with { LingerTimeout = linger });
        MemoryWire stays = bench.Connect(), leaves = bench.Connect();
        await _pairs.RestsAsync();
        await _pairs.RestsAsync();
        var stopping = bench.Host.StopAsync();
        Assert.Equal("", await leaves.ReceiveTextAsync());
        await leaves.FinishAsync();
        Assert.Equal("", await stays.ReceiveTextAsync());
        await bench.WhenConnectionsAsync(1);
        await bench.Clock.WhenTimerAsync(linger);
        bench.Clock.Advance(linger);

        Assert.Equal(1, await stopping.InTime());
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(stays.SendAsync(new byte[1])));
        Assert.Contains("Warning: drain timeout: 1 connections were reset (RST)", bench.Log.Lines);
    }

    [Fact]
    public async Task A_server_that_waits_for_something_else_sees_its_abort_token_cancelled()
    {
        await using var bench = new HostBench(static conversation => Task.Delay(Timeout.InfiniteTimeSpan, conversation.Time, conversation.Aborted));
        var client = bench.Connect();
        await bench.WhenConnectionsAsync(1);
        var stopping = bench.Host.StopAsync();
        await bench.Clock.WhenTimerAsync(DrainTimeout);
        bench.Clock.Advance(DrainTimeout);

        Assert.Equal(1, await stopping.InTime());
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(client.ReceiveAsync(new byte[1])));
    }

    [Fact]
    public async Task A_client_in_the_backlog_gets_FIN()
    {
        var backlog = new BacklogListener();
        await using var host = Tincan.Hosting.Host.Start(backlog, _pairs, HostBench.Unlimited with { Time = new FakeClock() }, new LogLines());
        MemoryWire first = backlog.Connect(), second = backlog.Connect();

        var stopping = host.StopAsync();

        Assert.Equal("", await first.ReceiveTextAsync());
        Assert.Equal("", await second.ReceiveTextAsync());
        await first.FinishAsync();
        await second.FinishAsync();
        Assert.Equal(0, await stopping.InTime());
    }

    [Fact]
    public async Task A_TLS_client_in_the_backlog_gets_FIN_whether_it_has_begun_the_handshake_or_not()
    {
        using var pair = new TlsPair();
        var backlog = new BacklogListener();
        await using var host = Tincan.Hosting.Host.Start(
            new TlsServer(pair.ServerOptions()).Wrap(backlog), _pairs, HostBench.Unlimited with { Time = pair.Clock }, new LogLines());
        MemoryWire silent = backlog.Connect(), eager = backlog.Connect();
        await eager.SendTextAsync("\u0016\u0003\u0001");

        var stopping = host.StopAsync();

        Assert.Equal("", await silent.ReceiveTextAsync());
        Assert.Equal("", await eager.ReceiveTextAsync());
        await silent.FinishAsync();
        await eager.FinishAsync();
        Assert.Equal(0, await stopping.InTime());
    }

    [Fact]
    public async Task A_client_that_waits_for_a_slot_gets_FIN_and_is_neither_served_nor_refused()
    {
        var served = 0;
        await using var bench = new HostBench(
            conversation =>
            {
                Interlocked.Increment(ref served);
                return _pairs.ServeAsync(conversation);
            },
            HostBench.Unlimited with { MaxConnections = 1, WhenFull = WhenFull.Wait });
        var first = bench.Connect();
        await first.SendTextAsync("a");
        await _pairs.IsMidMessageAsync();
        MemoryWire second = bench.Connect(), third = bench.Connect();
        await second.SendTextAsync("cd");

        var stopping = bench.Host.StopAsync();

        Assert.Equal("", await second.ReceiveTextAsync());
        await second.FinishAsync();
        Assert.Equal("", await third.ReceiveTextAsync());
        await third.FinishAsync();
        await first.SendTextAsync("b");
        Assert.Equal("ab", await first.ReceiveToEndAsync());
        await first.FinishAsync();
        Assert.Equal(0, await stopping.InTime());
        Assert.Equal(1, served);
        Assert.DoesNotContain("refused", bench.Log.All, StringComparison.Ordinal);
        Assert.Equal(2, bench.Log.Lines.Count(static line => line == "Information: client connection closed: server shutdown; 0 B in, 0 B out"));
    }

    [Fact]
    public async Task A_socket_listener_takes_who_waits_and_does_not_wait_for_more()
    {
        await using var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0));
        Assert.False(listener.TryAccept(out _));
        await using var client = await new Connector().ConnectAsync(Loopback.At("127.0.0.1", listener.LocalEndPoint)).InTime();

        Assert.True(listener.TryAccept(out var server));

        await using (server)
        {
            await client.SendTextAsync("hello");
            Assert.Equal("hello", await server.ReceiveExactlyAsync(5));
        }

        Assert.False(listener.TryAccept(out _));
    }

    [Fact]
    public async Task Every_call_of_stop_returns_the_same_result()
    {
        await using var bench = new HostBench(_pairs);
        var asked = new Task<int>[8];
        Parallel.For(0, asked.Length, i => asked[i] = bench.Host.StopAsync());
        await Task.WhenAll(asked).InTime();
        Assert.Single(bench.Log.Lines, "Information: draining 0 connections");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_on_real_sockets_stops_with_FIN_and_its_port_is_free_at_once()
    {
        var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0));
        var target = Loopback.At("127.0.0.1", listener.LocalEndPoint);
        await using var host = Tincan.Hosting.Host.Start(listener, new Tincan.Protocols.Echo.EchoServer(), null, new LogLines());
        await using var client = await new Connector().ConnectAsync(target).InTime();
        await client.SendTextAsync("hello");
        Assert.Equal("hello", await client.ReceiveExactlyAsync(5));

        var stopping = host.StopAsync();

        Assert.Equal("", await client.ReceiveTextAsync());
        await client.FinishAsync();
        Assert.Equal(0, await stopping.InTime());
        await using var again = await SocketListener.ListenAsync(target);
    }
}
