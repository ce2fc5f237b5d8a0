using Tincan.Hosting;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Hosting;

public sealed class HostFailureTests
{
    [Fact]
    public async Task A_server_that_throws_on_one_client_serves_the_others()
    {
        await using var bench = new HostBench(static async conversation =>
        {
            if (await conversation.Wire.ReceiveTextAsync() == "throw")
            {
                throw new InvalidOperationException("a bug");
            }

            await conversation.Wire.SendTextAsync("fine");
        });
        MemoryWire unlucky = bench.Connect(), lucky = bench.Connect();

        await unlucky.SendTextAsync("throw");
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(unlucky.ReceiveAsync(new byte[1])));

        await lucky.SendTextAsync("hello");
        Assert.Equal("fine", await lucky.ReceiveToEndAsync());
        Assert.Contains("Error: client unhandled exception in the server", bench.Log.Lines);
        Assert.False(bench.Host.Faulted.IsCompleted);
    }

    [Fact]
    public async Task A_server_that_cannot_continue_faults_the_host()
    {
        var fault = new ServerFaultException("cannot write 'out.txt': the disk is full");
        await using var bench = new HostBench(_ => throw fault);
        bench.Connect();
        Assert.Same(fault, await Assert.ThrowsAsync<ServerFaultException>(() => bench.Host.Faulted.InTime()));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_connection_that_cannot_be_accepted_is_no_reason_to_stop()
    {
        var clock = new FakeClock();
        var log = new LogLines();
        var listener = new StumblingListener();
        using var pairs = new PairServer();
        await using var host = Host.Start(listener, pairs, new() { Time = clock, IdleTimeout = Timeout.InfiniteTimeSpan }, log);
        await clock.WhenTimerAsync(TimeSpan.FromMilliseconds(100));
        Assert.Equal(["Warning: accept failed: connection lost: too many open files"], log.Lines);

        clock.Advance(TimeSpan.FromMilliseconds(100));

        await listener.Client.SendTextAsync("ab");
        Assert.Equal("ab", await listener.Client.ReceiveTextAsync());
        listener.Client.Abort();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_host_stops_while_it_waits_to_accept_again()
    {
        var clock = new FakeClock();
        using var pairs = new PairServer();
        await using var host = Host.Start(new StumblingListener(), pairs, new() { Time = clock }, new LogLines());
        await clock.WhenTimerAsync(TimeSpan.FromMilliseconds(100));
        Assert.Equal(0, await host.StopAsync().InTime());
    }

    [Theory(Timeout = 60_000)]
    [InlineData(7, 7)]
    [InlineData(null, 2)]
    public async Task A_wire_that_cannot_send_FIN_is_disposed_and_its_slot_is_free(int? unread, int limit)
    {
        var clock = new FakeClock();
        var (client, server) = MemoryWire.CreatePair();
        var options = HostBench.Unlimited with
        {
            Time = clock,
            WriteTimeout = unread is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan,
            LingerTimeout = TimeSpan.FromSeconds(2),
        };
        await using var host = Host.Start(
            new StumblingListener(new UnfinishableWire(server)), new FuncServer(static _ => Task.CompletedTask), options, new LogLines());
        await clock.WhenTimerAsync(TimeSpan.FromMilliseconds(100));
        clock.Advance(TimeSpan.FromMilliseconds(100));
        await clock.WhenTimerAsync(TimeSpan.FromSeconds(limit));

        clock.Advance(TimeSpan.FromSeconds(limit));

        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(client.ReceiveAsync(new byte[1])));
        Assert.Equal(0, await host.StopAsync().InTime());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_wire_with_an_unexpected_exception_is_disposed_and_the_exception_logged()
    {
        var clock = new FakeClock();
        var log = new LogLines();
        var (client, server) = MemoryWire.CreatePair();
        var listener = new StumblingListener(new UnfinishableWire(server) { Failure = new InvalidOperationException("a bug") });
        await using var host = Host.Start(listener, new FuncServer(static _ => Task.CompletedTask), HostBench.Unlimited with { Time = clock }, log);
        await clock.WhenTimerAsync(TimeSpan.FromMilliseconds(100));

        clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal("", await client.ReceiveTextAsync());
        Assert.Equal(0, await host.StopAsync().InTime());
        Assert.Equal(0, host.Connections);
        Assert.Contains("Error: client unhandled exception in the server", log.Lines);
    }

    /// <summary>Fails once, then gives one client, then waits.</summary>
    private sealed class StumblingListener : WireListener
    {
        private readonly Wire _server;
        private int _calls;

        public StumblingListener(Wire? server = null)
        {
            (Client, var wire) = MemoryWire.CreatePair();
            _server = server ?? wire;
        }

        public MemoryWire Client { get; }

        public override EndPoint LocalEndPoint => Client.RemoteEndPoint;

        public override async ValueTask<Wire> AcceptAsync(CancellationToken cancel)
        {
            switch (++_calls)
            {
                case 1:
                    throw new WireException(CloseReason.Lost, "connection lost: too many open files");
                case 2:
                    return _server;
                default:
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
                    throw new InvalidOperationException("never");
            }
        }

        public override bool TryAccept([NotNullWhen(true)] out Wire? wire)
        {
            wire = null;
            return false;
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
