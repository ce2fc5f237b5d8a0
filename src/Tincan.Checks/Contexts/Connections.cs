using Tincan.Checks.Targets;
using Tincan.Faults.InForce;
using Tincan.Wires.Links;

namespace Tincan.Checks.Contexts;

/// <summary>Our ends of the connections of a case, and its listeners. Connections are recorded, and have the faults of the run.</summary>
internal sealed class Connections(
    Assignment assignment, CheckOptions options, FaultInjector? faults, Recorder recorder, CancellationToken cancel) : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _open = [];
    private readonly List<(System.Net.IPEndPoint Ours, System.Net.IPEndPoint Its, Peer Peer)> _ends = [];
    private int _count;

    /// <summary>Whether the program listens on the same port each time it starts. Defaults to false.</summary>
    public bool HasFixedPort { get; init; }

    /// <summary>The ports of our ends.</summary>
    public HashSet<int> Ports { get; } = [];

    /// <summary>Waits for the program.</summary>
    public Waits Waits => field ??= new Waits(options.Time, faults) { Connections = Ends };

    /// <summary>Whether there was no connection yet.</summary>
    public bool IsEmpty => !Snapshot().OfType<Peer>().Any();

    /// <summary>Connects to the program.</summary>
    /// <param name="server">Its address.</param>
    /// <param name="isNarrow">Whether the system takes as little as possible of what is not read.</param>
    /// <exception cref="CheckFailedException">The program cannot be reached.</exception>
    public async Task<Peer> ConnectAsync(HostPort server, bool isNarrow)
    {
        try
        {
            return NewPeer(await options.Network.ConnectAsync(server, options.StartTimeout, isNarrow, cancel), ObservedSide.Client);
        }
        catch (Exception error) when (error is ConnectException or WireException)
        {
            throw NeverConnected(error.Message);
        }
    }

    /// <summary>Listens on loopback.</summary>
    /// <param name="port">The port; 0 for any free port.</param>
    /// <exception cref="ConnectException">The port is in use.</exception>
    public async Task<WireListener> ListenAsync(int port = 0)
    {
        var listener = await options.Network.ListenAsync(new HostPort("127.0.0.1", port), cancel);
        Track(listener);
        return listener;
    }

    /// <summary>Waits for the program to connect.</summary>
    public async Task<Peer> AcceptAsync(WireListener listener, CheckOptions options) => NewPeer(await listener.AcceptAsync(cancel), ObservedSide.Server, options);

    /// <summary>Waits for the program to connect, up to a timeout.</summary>
    /// <exception cref="CheckFailedException">The program did not connect.</exception>
    public async Task<Peer> AcceptAsync(WireListener listener, TimeSpan timeout)
    {
        using var limit = new CancellationTokenSource(timeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            return NewPeer(await listener.AcceptAsync(either.Token), ObservedSide.Server);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw NeverConnected($"the program did not connect within {timeout.TotalSeconds:0.###} s");
        }
    }

    /// <summary>A failure to connect. If there was no connection before it, it is a start failure.</summary>
    public CheckFailedException NeverConnected(string message) => new(FailureKind.NeverConnected, message) { IsStartFailure = IsEmpty };

    /// <summary>Resets all connections that are still open.</summary>
    public void ResetAll()
    {
        foreach (var peer in Snapshot().OfType<Peer>())
        {
            peer.Reset();
        }
    }

    /// <summary>Closes all connections and listeners.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var open in Snapshot())
        {
            await open.DisposeAsync();
        }
    }

    public static HostPort AddressOf(WireListener listener) => new("127.0.0.1", ((System.Net.IPEndPoint)listener.LocalEndPoint).Port);

    private Peer NewPeer(Wire socket, ObservedSide side) => NewPeer(socket, side, options);

    private Peer NewPeer(Wire socket, ObservedSide side, CheckOptions options)
    {
        // In raw no message waits for a line end, so the ladder must not show half a message.
        var codec = options.Dialect == Dialect.Raw && assignment.Codec == MessageCodec.Lines ? MessageCodec.Auto : assignment.Codec;
        var pipeline = new ConnectionPipeline(recorder.Link(codec), faults?.Link(assignment.Codec));
        lock (_open)
        {
            // The recorder counts the connections of the case, and there are no others.
            var peer = new Peer(pipeline.Open(socket, side), ++_count, options, Waits, cancel, HasFixedPort && side == ObservedSide.Client);
            _open.Add(peer);
            if ((socket.LocalEndPoint, socket.RemoteEndPoint) is (System.Net.IPEndPoint local, System.Net.IPEndPoint remote))
            {
                Ports.Add(local.Port);
                _ends.Add((local, remote, peer));
            }

            return peer;
        }
    }

    private IReadOnlyList<OpenConnection> Ends()
    {
        lock (_open)
        {
            return [.. _ends.Select(static one => new OpenConnection(one.Ours, one.Its, one.Peer.Incoming.IsReceiving))];
        }
    }

    private void Track(IAsyncDisposable open)
    {
        lock (_open)
        {
            _open.Add(open);
        }
    }

    /// <summary>A copy, because a table server may accept a connection at any time.</summary>
    private IReadOnlyList<IAsyncDisposable> Snapshot()
    {
        lock (_open)
        {
            return [.. _open];
        }
    }
}
