using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Hosting;
using Tincan.Proxy;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace Tincan.Tests.Proxy;

public sealed class ProxyTests
{
    [Fact]
    public void Both_ends_see_the_same_segments_and_endings_with_and_without_the_proxy() =>
        Properties.Check(Script.Any, steps =>
        {
            var (client, server) = MemoryWire.CreatePair();
            var direct = Script.PlayAsync(client, server, steps).InTime().GetAwaiter().GetResult();
            var proxied = ThroughProxyAsync(steps, recorder: null).InTime().GetAwaiter().GetResult();
            Assert.Equal(direct, proxied);
        });

    [Fact]
    public void The_recording_has_what_was_sent()
    {
        Properties.Check(Script.Any, steps =>
        {
            var events = new Events();
            ThroughProxyAsync(steps, new Recorder(new FakeClock(), events)).InTime().GetAwaiter().GetResult();
            Assert.Equal(Said(steps, byClient: true), events.Sizes(Direction.ToServer));
            Assert.Equal(Said(steps, byClient: false), events.Sizes(Direction.ToClient));
            Assert.Equal(events.All.Select(static one => one.Number), Enumerable.Range(1, events.All.Count).Select(static n => (long)n));
        });
    }

    [Fact]
    public async Task A_target_that_resets_the_connection_at_once_did_it_itself()
    {
        await using var bench = new HostBench(new ProxyServer(
            static _ => Task.FromException<Wire>(new WireException(CloseReason.PeerReset, "there accepted the connection and reset it at once"))));
        var client = bench.Connect();

        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(client.ReceiveAsync(new byte[1])));
        await bench.Host.StopAsync().InTime();
        var line = Assert.Single(bench.Log.Lines, static line => line.Contains("there accepted the connection and reset it at once", StringComparison.Ordinal));
        Assert.Contains("target", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_target_resets_the_client_and_the_log_says_why()
    {
        await using var bench = new HostBench(new ProxyServer(
            static _ => Task.FromException<Wire>(new ConnectException("cannot connect to there: connection refused"))));
        var client = bench.Connect();

        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(client.ReceiveAsync(new byte[1])));
        await bench.Host.StopAsync().InTime();
        Assert.Contains(bench.Log.Lines, static line => line.Contains("connection refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_received_from_a_side_while_the_other_does_not_take_it()
    {
        var (toTarget, target) = MemoryWire.CreatePair(window: 1024);
        await using var bench = new HostBench(new ProxyServer(_ => Task.FromResult<Wire>(toTarget)));
        var client = bench.Connect();
        var sending = client.SendAsync(new byte[1_000_000]).AsTask();

        Assert.Equal(1024, (await target.ReceiveTextAsync(1024)).Length);
        Assert.False(sending.IsCompleted);
        Assert.Equal(1_000_000 - 1024, (await target.ReceiveExactlyAsync(1_000_000 - 1024)).Length);
        await sending.InTime();
    }

    [Fact]
    public async Task A_stream_that_fills_every_buffer_arrives_whole_and_in_order()
    {
        var (toTarget, target) = MemoryWire.CreatePair();
        await using var bench = new HostBench(new ProxyServer(_ => Task.FromResult<Wire>(toTarget)));
        var client = bench.Connect();
        var said = new byte[2_000_000];
        new Random(7).NextBytes(said);
        var sending = client.SendAsync(said).AsTask();

        Assert.Equal(WireText.Text(said), await target.ReceiveExactlyAsync(said.Length));
        await sending.InTime();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Over_real_sockets_a_reset_on_one_side_is_a_reset_on_the_other(bool byClient)
    {
        using var target = Loopback.Listen(IPAddress.Loopback);
        await using var host = await ProxyToAsync(target);
        using var client = await ConnectAsync(host);
        using var server = await target.AcceptAsync().InTime();
        await client.SendAsync("hello"u8.ToArray());
        Assert.Equal(5, await server.ReceiveAsync(new byte[16]));

        var (rude, other) = byClient ? (client, server) : (server, client);
        rude.LingerState = new LingerOption(enable: true, seconds: 0);
        rude.Dispose();

        var error = await Assert.ThrowsAsync<SocketException>(() => other.ReceiveAsync(new byte[16]).InTime());
        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
    }

    [Fact]
    public async Task Over_real_sockets_a_half_closed_client_still_receives_the_answer()
    {
        using var target = Loopback.Listen(IPAddress.Loopback);
        await using var host = await ProxyToAsync(target);
        using var client = await ConnectAsync(host);
        using var server = await target.AcceptAsync().InTime();
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await server.ReceiveAsync(new byte[16]).InTime());

        await server.SendAsync("late but there"u8.ToArray());
        server.Shutdown(SocketShutdown.Send);

        var buffer = new byte[64];
        Assert.Equal(14, await client.ReceiveAsync(buffer).InTime());
        Assert.Equal(0, await client.ReceiveAsync(buffer).InTime());
    }

    [Fact]
    public async Task An_urgent_byte_goes_on_at_its_place()
    {
        using var target = Loopback.Listen(IPAddress.Loopback);
        await using var host = await ProxyToAsync(target);
        using var client = await ConnectAsync(host);
        var server = await target.AcceptAsync().InTime();
        await client.SendAsync("ab"u8.ToArray());
        await client.SendAsync("!"u8.ToArray(), SocketFlags.OutOfBand);
        await client.SendAsync("cd"u8.ToArray());
        client.Shutdown(SocketShutdown.Send);

        await using var received = SocketWire.Of(server);
        Assert.Equal("ab!cd", await received.ReceiveToEndAsync());
    }

    [Fact]
    public async Task A_proxy_that_comes_back_to_itself_ends_it_at_once()
    {
        var port = 0;
        var connected = 0;
        await using var host = Host.Start(
            await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0)),
            new ProxyServer(cancel =>
            {
                Interlocked.Increment(ref connected);
                return Task.Run<Wire>(async () => await new Connector().ConnectAsync(new HostPort("127.0.0.1", port), cancel), cancel);
            }),
            options: null,
            NullLogger.Instance);
        port = ((IPEndPoint)host.LocalEndPoint).Port;
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);

        var error = await Assert.ThrowsAsync<SocketException>(async () =>
        {
            // The reset may be there before the connect has returned.
            await client.ConnectAsync(host.LocalEndPoint).InTime();
            await client.ReceiveAsync(new byte[1]).InTime();
        });

        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
        await host.StopAsync().InTime();
        Assert.InRange(connected, 1, 100);
    }

    private static async Task<List<string>> ThroughProxyAsync(Step[] steps, Recorder? recorder)
    {
        var (toTarget, target) = MemoryWire.CreatePair();
        await using var bench = new HostBench(
            new ProxyServer(_ => Task.FromResult<Wire>(toTarget)), new HostOptions { Pipeline = new(recorder?.Link()) });
        var seen = await Script.PlayAsync(bench.Connect(), target, steps);
        target.Abort();
        return seen;
    }

    private static List<int> Said(Step[] steps, bool byClient)
    {
        var said = new List<int>();
        var done = (Client: false, Server: false);
        foreach (var step in steps)
        {
            if (step.ByClient ? done.Client : done.Server)
            {
                continue;
            }

            if (step.Act == Act.Abort)
            {
                break;
            }

            if (step.Act == Act.Finish)
            {
                done = step.ByClient ? (true, done.Server) : (done.Client, true);
            }
            else if (step.ByClient == byClient)
            {
                said.Add(step.Size);
            }
        }

        return said;
    }

    private static async Task<Host> ProxyToAsync(Socket target)
    {
        var there = new HostPort("127.0.0.1", ((IPEndPoint)target.LocalEndPoint!).Port);
        return Host.Start(
            await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0)),
            new ProxyServer(async cancel => await new Connector().ConnectAsync(there, cancel)),
            options: null,
            NullLogger.Instance);
    }

    private static async Task<Socket> ConnectAsync(Host host)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(host.LocalEndPoint).InTime();
        return socket;
    }

    private sealed class Events : IEventSink
    {
        private readonly List<WireEvent> _all = [];

        public IReadOnlyList<WireEvent> All
        {
            get
            {
                lock (_all)
                {
                    return [.. _all];
                }
            }
        }

        public IEnumerable<int> Sizes(Direction direction) => All
            .Where(one => one.Direction == direction && !one.Bytes.IsEmpty)
            .Select(static one => one.Bytes.Length);

        public void Take(WireEvent happened)
        {
            lock (_all)
            {
                _all.Add(happened);
            }
        }
    }
}
