using Tincan.Drawing;
using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Plans;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Proxy;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Proxy;

/// <summary>Whoever ends a proxied connection is named: in the log, in the recording and in the ladder.</summary>
public sealed class WhoDidItTests
{
    [Theory]
    [InlineData("")]
    [InlineData("hi\n")]
    public async Task A_clients_reset_is_the_clients(string said)
    {
        await using var bench = new Bench();
        await using var client = bench.Connect();
        if (said.Length > 0)
        {
            await client.SendTextAsync(said);
            Assert.Equal(said, await bench.Server.ReceiveExactlyAsync(said.Length));
        }

        client.Abort();

        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(bench.Server.ReceiveAsync(new byte[1])));
        await bench.EndedAsync("client reset the connection", "client reset the connection (RST)", "closed: the client reset the connection (RST)");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hi\n")]
    public async Task A_servers_reset_is_the_servers(string said)
    {
        await using var bench = new Bench();
        await using var client = bench.Connect();
        if (said.Length > 0)
        {
            await bench.Server.SendTextAsync(said);
            Assert.Equal(said, await client.ReceiveExactlyAsync(said.Length));
        }

        bench.Server.Abort();

        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(client.ReceiveAsync(new byte[1])));
        await bench.EndedAsync("target reset the connection", "server reset the connection (RST)", "closed: the server reset the connection (RST)");
    }

    [Fact]
    public async Task A_reset_after_the_clients_half_close_is_the_clients()
    {
        await using var bench = new Bench();
        await using var client = bench.Connect();
        await client.FinishAsync();
        Assert.Equal(0, await bench.Server.ReceiveAsync(new byte[1]).AsTask().InTime());

        client.Abort();
        await bench.SendUntilItBreaksAsync();

        await bench.EndedAsync("client reset the connection", "client reset the connection (RST)", "closed: the client reset the connection (RST)");
    }

    [Fact]
    public async Task A_servers_reset_that_a_send_finds_is_the_servers()
    {
        await using var bench = new Bench();
        await using var client = bench.Connect();
        await bench.Server.FinishAsync();
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).AsTask().InTime());

        bench.Server.Abort();
        await client.SendTextAsync("more\n");

        await bench.EndedAsync("target reset the connection", "server reset the connection (RST)", "closed: the server reset the connection (RST)");
    }

    [Theory]
    [InlineData("to-server")]
    [InlineData("to-client")]
    public async Task A_faults_reset_is_the_faults(string direction)
    {
        await using var bench = new Bench($"reset-after:bytes=3,dir={direction}");
        await using var client = bench.Connect();
        await (direction == "to-server" ? client : bench.Server).SendTextAsync("hello\n");

        await bench.EndedAsync(
            "closed by a fault", "fault reset-after reset the connection (RST)", "closed: a fault ended the connection");
    }

    [Fact]
    public async Task A_faults_half_close_is_the_faults()
    {
        await using var bench = new Bench("half-close:bytes=3");
        await using var client = bench.Connect();
        await bench.Server.SendTextAsync("hello\n");
        Assert.Equal("hel", await client.ReceiveToEndAsync());

        await client.FinishAsync();
        await bench.Server.FinishAsync();

        await bench.EndedAsync("client finished", "fault half-close has finished (FIN)", "closed: client and server finished");
    }

    [Fact]
    public async Task A_client_that_a_fault_refuses_is_refused_by_the_fault()
    {
        await using var bench = new Bench("refuse");
        await using var client = bench.Connect();

        await bench.EndedAsync("closed by a fault", "fault refuse reset the connection (RST)", "closed: a fault ended the connection");
    }

    [Fact]
    public async Task A_target_that_cannot_be_reached_is_no_reset_of_the_server()
    {
        await using var bench = new Bench(refuses: true);
        await using var client = bench.Connect();

        await bench.EndedAsync("target unreachable", "proxy reset the connection (RST)", "closed: the server could not be reached");
    }

    [Fact]
    public async Task A_proxy_that_stops_resets_for_itself()
    {
        await using var bench = new Bench();
        await using var client = bench.Connect();
        await bench.Server.FinishAsync();
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).AsTask().InTime());

        await bench.StopAsync();

        await bench.EndedAsync("server shutdown", "proxy reset the connection (RST)", "closed: proxy shutdown");
    }

    [Fact]
    public async Task The_addresses_of_the_proxy_and_of_the_server_are_shown()
    {
        await using var bench = new Bench();
        await using var client = bench.Connect();
        await client.SendTextAsync("a\n");
        await bench.Server.ReceiveExactlyAsync(2);

        Assert.Equal(["accept", "connect", "receive"], bench.Events.Select(static one => one.Kind.Word()));
        Assert.All(bench.Events.Take(2), static one => Assert.Equal(WireEvent.ByProxy, one.By));
        Assert.Equal("proxy connected to server: client to server", bench.Rows[1]);
    }

    /// <summary>A proxy between two wires in memory, with what it records and logs.</summary>
    private sealed class Bench : IAsyncDisposable, IEventSink
    {
        private readonly List<WireEvent> _events = [];
        private readonly FaultInjector? _faults;
        private readonly HostBench _bench;
        private Task? _stopping;

        public Bench(string? fault = null, bool refuses = false)
        {
            var (toServer, server) = MemoryWire.CreatePair();
            Server = server;
            _faults = fault is null ? null : new FaultInjector(new FaultPlan([Fault.Parse(fault)]), new FakeClock());
            _bench = new HostBench(
                new ProxyServer(_ => refuses
                    ? Task.FromException<Wire>(new ConnectException("cannot connect to there: connection refused"))
                    : Task.FromResult<Wire>(toServer)),
                HostBench.Unlimited with { Pipeline = new(new Recorder(new FakeClock(), this).Link(MessageCodec.Auto), _faults?.Link()) });
        }

        public MemoryWire Server { get; }

        public IReadOnlyList<WireEvent> Events
        {
            get
            {
                lock (_events)
                {
                    return [.. _events];
                }
            }
        }

        public IReadOnlyList<string> Rows
        {
            get
            {
                var model = new LadderModel();
                return [.. Events.SelectMany(model.Add).Select(static row => row.Text)];
            }
        }

        public MemoryWire Connect() => _bench.Connect();

        /// <summary>The server goes on sending until it notices that the client is gone.</summary>
        public async Task SendUntilItBreaksAsync()
        {
            var isOver = false;
            while (!isOver)
            {
                isOver = await Record.ExceptionAsync(() => Server.SendTextAsync("x")) is not null;
            }
        }

        /// <summary>Stops the proxy, whose client does not end.</summary>
        public async Task StopAsync()
        {
            _stopping = _bench.Host.StopAsync();
            await _bench.Clock.WhenTimerAsync(new HostOptions().DrainTimeout).InTime();
            _bench.Clock.Advance(new HostOptions().DrainTimeout);
            await _stopping.InTime();
        }

        /// <summary>Waits for the end, and holds the log, the row of the ending and the close against what is true.</summary>
        public async Task EndedAsync(string log, string ending, string close)
        {
            await Bounded.UntilAsync(() => _bench.Log.Lines.Any(static line => line.Contains(" connection closed: ", StringComparison.Ordinal)));
            Assert.Contains(_bench.Log.Lines, line => line.Contains($" connection closed: {log}", StringComparison.Ordinal));
            Assert.Contains(ending, Rows);
            Assert.StartsWith(close, Rows[^1], StringComparison.Ordinal);
            var said = string.Join('\n', Rows.Where(static row => row.EndsWith("(RST)", StringComparison.Ordinal) && !row.StartsWith("closed", StringComparison.Ordinal) && !row.StartsWith("!!", StringComparison.Ordinal)));
            Assert.True(!ending.EndsWith("(RST)", StringComparison.Ordinal) || said == ending, said);
        }

        public void Take(WireEvent happened)
        {
            lock (_events)
            {
                _events.Add(happened);
            }
        }

        public async ValueTask DisposeAsync()
        {
            Server.Abort();
            _faults?.Dispose();
            await _bench.DisposeAsync();
        }
    }
}
