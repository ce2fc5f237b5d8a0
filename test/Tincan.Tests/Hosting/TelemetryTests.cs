using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace Tincan.Tests.Hosting;

public sealed class TelemetryTests : IDisposable
{
    /// <summary>The meter is everybody's, and tests run side by side: each knows its host by its name.</summary>
    private readonly string _name = Guid.NewGuid().ToString();
    private readonly ConcurrentQueue<string> _measured = new();
    private readonly ConcurrentDictionary<string, string> _units = new();
    private readonly MeterListener _listener = new();

    public TelemetryTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Host.MeterName)
            {
                _units[instrument.Name] = instrument.Unit!;
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, $"{value}", tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, FormattableString.Invariant($"{value}"), tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_connection_is_counted_and_timed_with_its_reason()
    {
        await using var bench = new HostBench(AnswerLinesAsync, new() { Name = _name });
        var client = bench.Connect();
        await client.SendTextAsync("ab\ncd\n");
        await client.ReceiveExactlyAsync(6);
        Assert.Equal(["active_connections 1"], Measured());
        Assert.Equal(["io 6 receive", "io 6 transmit", "messages 2", "unread_connections 0"], Asked());

        bench.Clock.Advance(TimeSpan.FromSeconds(1.5));
        await client.FinishAsync();
        await client.ReceiveToEndAsync();
        await bench.WhenConnectionsAsync(0);
        Assert.Equal(["io 6 receive", "io 6 transmit", "messages 2", "unread_connections 0"], Asked(out var before));
        await bench.Host.StopAsync().InTime();
        Assert.Equal(["active_connections -1", "connection.duration 1.5 peer-finished"], [.. before, .. Measured()]);
    }

    [Fact]
    public async Task A_host_that_has_stopped_is_asked_no_more()
    {
        await using (new HostBench(AnswerLinesAsync, new() { Name = _name }))
        {
            Assert.NotEmpty(Asked());
        }

        Assert.Empty(Asked());
    }

    [Fact]
    public async Task A_refused_client_is_counted_with_the_limit()
    {
        await using var bench = new HostBench(AnswerLinesAsync, new() { Name = _name, MaxConnections = 2, MaxConnectionsPerAddress = 1 });
        bench.Connect("192.0.2.1");
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(bench.Connect("192.0.2.1").ReceiveAsync(new byte[1])));
        bench.Connect();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(bench.Connect().ReceiveAsync(new byte[1])));
        Assert.Equal(
            ["active_connections 1", "active_connections 1", "rejected_connections 1 connections", "rejected_connections 1 connections_per_address"],
            Measured());
    }

    [Fact]
    public async Task A_connection_that_a_limit_ends_is_counted_with_it_and_an_error_is_marked()
    {
        await using var bench = new HostBench(
            AnswerLinesAsync, HostBench.Unlimited with { Name = _name, MessageTimeout = TimeSpan.FromSeconds(8) });
        var client = bench.Connect();
        await client.SendTextAsync("a\nb");
        await client.ReceiveExactlyAsync(2);
        var receiving = client.ReceiveToEndAsync();
        while (!receiving.IsCompleted)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await client.FinishAsync();
        await HasEndedAsync(bench);
        var measured = Measured();
        Assert.Contains("limited_connections 1 message_timeout", measured);
        Assert.Contains(measured, static measured => measured.EndsWith(" slow slow", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_a_limit_too()
    {
        await using var bench = new HostBench(AnswerLinesAsync, new() { Name = _name });
        var client = bench.Connect();
        await client.SendTextAsync(new string('a', 11));
        await client.ReceiveToEndAsync();
        await client.FinishAsync();
        await HasEndedAsync(bench);
        Assert.Contains("limited_connections 1 message_size", Measured());
    }

    [Fact]
    public async Task Metrics_show_a_client_that_does_not_read()
    {
        await using var bench = new HostBench(
            static conversation => conversation.Wire.SendAsync(new byte[100_000]).AsTask(), HostBench.Unlimited with { Name = _name });
        var client = bench.Connect();
        await Bounded.UntilAsync(() => Asked().Contains("unread_connections 1", StringComparer.Ordinal));
        await client.ReceiveToEndAsync();
        Assert.Contains("unread_connections 0", Asked());
    }

    [Fact]
    public async Task Units_are_those_of_UCUM()
    {
        await using var bench = new HostBench(AnswerLinesAsync, new() { Name = _name });
        Assert.Equal(
            [
                "tincan.server.active_connections {connection}", "tincan.server.connection.duration s", "tincan.server.io By",
                "tincan.server.limited_connections {connection}", "tincan.server.messages {message}",
                "tincan.server.rejected_connections {connection}", "tincan.server.unread_connections {connection}",
            ],
            _units.Select(static unit => $"{unit.Key} {unit.Value}").Order(StringComparer.Ordinal));
        var page = await File.ReadAllTextAsync(Docs.Path("operating.md"));
        Assert.All(_units, unit => Assert.Contains($"| `{unit.Key}` | `{unit.Value}` |", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_is_an_activity_with_its_peer_and_its_end()
    {
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = Listen(stopped);
        await using var bench = new HostBench(AnswerLinesAsync, new() { Name = _name });
        var client = bench.Connect("192.0.2.1");
        await client.SendTextAsync("ab\n");
        await client.ReceiveExactlyAsync(3);
        client.Abort();
        await HasEndedAsync(bench);
        var activity = await StoppedAsync(stopped);

        Assert.Equal(ActivityKind.Server, activity.Kind);
        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.Equal("192.0.2.1", activity.GetTagItem("network.peer.address"));
        Assert.Equal(40_000, activity.GetTagItem("network.peer.port"));
        Assert.Equal("peer-reset", activity.GetTagItem("error.type"));
        Assert.Equal(3L, activity.GetTagItem("tincan.io.received"));
        Assert.Equal(1L, activity.GetTagItem("tincan.messages"));
    }

    [Fact]
    public async Task A_Unix_socket_is_an_address_and_its_clients_have_none()
    {
        using var folder = new TempFolder();
        var path = folder["x.sock"];

        var activity = await ActivityOfAsync(new UnixAddress(path), new UnixAddress(path));

        Assert.Equal((path, "unix"), (activity.GetTagItem("server.address"), activity.GetTagItem("network.transport")));
        string[] missing = ["server.port", "network.type", "network.peer.address", "network.peer.port"];
        Assert.All(missing, name => Assert.Null(activity.GetTagItem(name)));
    }

    [Fact]
    public async Task On_every_address_the_network_of_an_activity_is_that_of_its_client()
    {
        var activity = await ActivityOfAsync(new HostPort(HostPort.AnyHost, 0), null);

        Assert.Equal(("127.0.0.1", "ipv4"), (activity.GetTagItem("network.peer.address"), activity.GetTagItem("network.type")));
        Assert.Equal("tcp", Assert.Single(activity.TagObjects, static tag => tag.Key == "network.transport").Value);
        Assert.Single(activity.TagObjects, static tag => tag.Key == "network.type");
    }

    /// <summary>The activity of a client that connects to a real socket and leaves.</summary>
    /// <param name="listen">Where it is listened.</param>
    /// <param name="connect">Where it connects; null for the port of 127.0.0.1.</param>
    private async Task<Activity> ActivityOfAsync(WireAddress listen, WireAddress? connect)
    {
        var stopped = new ConcurrentQueue<Activity>();
        using var activities = Listen(stopped);
        var listener = await SocketListener.ListenAsync(listen);
        await using var host = Host.Start(listener, new FuncServer(AnswerLinesAsync), new() { Name = _name }, NullLogger.Instance);
        await using (await new Connector(TimeSpan.FromSeconds(10)).ConnectAsync(connect ?? Loopback.At("127.0.0.1", listener.LocalEndPoint)))
        {
            // It says nothing.
        }

        return await StoppedAsync(stopped);
    }

    private static ActivityListener Listen(ConcurrentQueue<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Host.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => stopped.Enqueue(activity),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    /// <summary>Waits for the one activity of this test's host.</summary>
    private async Task<Activity> StoppedAsync(ConcurrentQueue<Activity> stopped)
    {
        Activity? activity = null;
        await Bounded.UntilAsync(() => (activity = stopped.SingleOrDefault(one => one.DisplayName == $"{_name} connection")) is not null);
        return activity!;
    }

    private static Task AnswerLinesAsync(Conversation conversation) => conversation.AnswerEachAsync(
        new LineOptions { Dialect = Dialect.Lf, MaxLine = 10, Time = conversation.Time }, static (line, lines) => lines.Write(line));

    private static async Task HasEndedAsync(HostBench bench)
    {
        await bench.WhenConnectionsAsync(0);
        await bench.Host.StopAsync().InTime();
    }

    private List<string> Measured()
    {
        var measured = _measured.Order(StringComparer.Ordinal).ToList();
        _measured.Clear();
        return measured;
    }

    private List<string> Asked() => Asked(out _);

    /// <param name="before">What was measured before.</param>
    private List<string> Asked(out List<string> before)
    {
        before = Measured();
        _listener.RecordObservableInstruments();
        return Measured();
    }

    private void Take(Instrument instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var isOurs = false;
        var words = "";
        foreach (var (key, tag) in tags)
        {
            isOurs |= key == "tincan.service" && (string?)tag == _name;
            words += key is "tincan.limit" or "tincan.close.reason" or "error.type" or "network.io.direction" ? $" {tag}" : "";
        }

        if (isOurs)
        {
            _measured.Enqueue($"{instrument.Name["tincan.server.".Length..]} {value}{words}");
        }
    }
}
