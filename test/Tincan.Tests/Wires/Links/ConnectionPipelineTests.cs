using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Links;

namespace Tincan.Tests.Wires.Links;

public sealed class ConnectionPipelineTests
{
    private static readonly HostPort Server = new("server", 1);

    private readonly List<string> _told = [];
    private readonly MemoryWire _near;
    private readonly MemoryWire _far;

    public ConnectionPipelineTests() => (_near, _far) = MemoryWire.CreatePair();

    [Fact]
    public async Task With_no_links_the_wire_is_the_connection_itself()
    {
        var pipeline = new ConnectionPipeline(null, null);

        Assert.Null(pipeline.Begin(ObservedSide.Server));
        Assert.Same(_near, pipeline.Open(_near, ObservedSide.Server));
        Assert.Same(_near, await pipeline.ConnectAsync(Server, ConnectAsync, default));
    }

    [Fact]
    public async Task The_first_link_is_the_nearest_to_the_network()
    {
        var pipeline = new ConnectionPipeline(_ => new Named("inner", _told), null, _ => new Named("outer", _told));
        await using var wire = await pipeline.ConnectAsync(Server, ConnectAsync, default);
        _told.Clear();

        await wire.SendAsync("hello"u8.ToArray());

        Assert.Equal(["outer sends", "inner sends"], _told);
        Assert.Equal("hello", await _far.ReceiveTextAsync());
    }

    [Fact]
    public void Each_link_is_notified_by_the_other_links_and_by_the_host()
    {
        LinkedConnection? seen = null;
        var links = new ConnectionPipeline(_ => new Named("one", _told), connection => new Named("other", _told, refuses: (seen = connection) is null))
            .Begin(ObservedSide.Proxy)!;

        Assert.Same(links, seen);
        Assert.False(links.Refuses());
        Assert.False(links.HoldsBack);
        links.Opened(_near);
        links.Connected("to the server");
        links.PassesOn(isReset: true);
        seen!.Fault(Direction.ToClient, "delay", 3, "held 1 s");
        links.TimedOut(Direction.ToServer, "nothing came");
        links.Broke(new WireException(CloseReason.PeerReset, "reset"));
        links.Ended(Direction.ToClient, isReset: false, "half-close");
        links.Closed(CloseReason.Idle, "idle");

        string[] events =
        [
            "opened server to client", "connected to the server", "passes on True", "delay ToClient 3 held 1 s", "timed out ToServer nothing came",
            "broke PeerReset", "ended ToClient False half-close", "closed Idle idle",
        ];
        Assert.Equal(events.SelectMany(static happened => new[] { $"one {happened}", $"other {happened}" }), _told);
    }

    [Fact]
    public async Task A_connection_that_is_refused_is_not_made()
    {
        var pipeline = new ConnectionPipeline(_ => new Named("one", _told), _ => new Named("other", _told, refuses: true));

        var error = await Assert.ThrowsAsync<ConnectException>(
            () => pipeline.ConnectAsync(Server, static (_, _) => throw new InvalidOperationException("it was connected"), default));

        Assert.Equal("cannot connect to server:1: connection refused by a fault", error.Message);
        Assert.Equal(["one closed Aborted never connected", "other closed Aborted never connected"], _told);
    }

    [Fact]
    public async Task A_link_that_counts_is_one_class()
    {
        var bytes = new Count();
        await using (var wire = new ConnectionPipeline(_ => new CountingLink(bytes)).Open(_near, ObservedSide.Client))
        {
            await _far.SendAsync("four"u8.ToArray());
            await wire.ReceiveAsync(new byte[16]);
        }

        Assert.Equal(4, bytes.Received);
    }

    private Task<Wire> ConnectAsync(WireAddress server, CancellationToken cancel)
    {
        Assert.Same(Server, server);
        return Task.FromResult<Wire>(_near);
    }

    private sealed class Count
    {
        public long Received { get; set; }
    }

    private sealed class CountingLink(Count bytes) : Link
    {
        public override Wire Wrap(Wire wire) => new CountedWire(wire, bytes);

        private sealed class CountedWire(Wire inner, Count bytes) : DelegatingWire(inner)
        {
            public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default)
            {
                var count = await Inner.ReceiveAsync(buffer, cancel);
                bytes.Received += count;
                return count;
            }
        }
    }

    /// <summary>Notes whatever it receives, and whatever is sent.</summary>
    private sealed class Named(string name, List<string> told, bool refuses = false) : Link
    {
        public override bool Refuses() => refuses;

        public override Wire Wrap(Wire wire) => new NamedWire(wire, () => told.Add($"{name} sends"));

        public override void Opened(string text) => told.Add($"{name} opened {text}");

        public override void Connected(string text) => told.Add($"{name} connected {text}");

        public override void PassesOn(bool isReset) => told.Add($"{name} passes on {isReset}");

        public override void Fault(Direction direction, string fault, long offset, string text) => told.Add($"{name} {fault} {direction} {offset} {text}");

        public override void Ended(Direction direction, bool isReset, string? fault = null) => told.Add($"{name} ended {direction} {isReset} {fault}");

        public override void TimedOut(Direction direction, string text) => told.Add($"{name} timed out {direction} {text}");

        public override void Broke(WireException error) => told.Add($"{name} broke {error.Reason}");

        public override void Closed(CloseReason reason, string? text = null) => told.Add($"{name} closed {reason} {text}");
    }

    private sealed class NamedWire(Wire inner, Action sends) : DelegatingWire(inner)
    {
        public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
        {
            sends();
            return Inner.SendAsync(bytes, cancel);
        }
    }
}
