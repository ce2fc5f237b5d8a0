using Tincan.Faults.InForce;
using Tincan.Wires.Links;

namespace Tincan.Checks.Contexts;

/// <summary>Our ends of the connections of a case, and where we listen for them. Everything that goes over them is recorded, and obeys the faults of the run.</summary>
internal sealed class Connections : IAsyncDisposable
{
    private readonly Assignment _assignment;
    private readonly CheckOptions _options;
    private readonly FaultInjector? _faults;
    private readonly Recorder _recorder;
    private readonly CancellationToken _cancel;
    private readonly List<IAsyncDisposable> _open = [];

    public Connections(Assignment assignment, CheckOptions options, FaultInjector? faults, Recorder recorder, CancellationToken cancel)
    {
        _assignment = assignment;
        _options = options;
        _faults = faults;
        _recorder = recorder;
        _cancel = cancel;
    }

    /// <summary>The program listens on the same port each time it is started. Defaults to false.</summary>
    public bool HasFixedPort { get; init; }

    /// <summary>The ports of our ends.</summary>
    public HashSet<int> Ports { get; } = [];

    /// <summary>None was made yet.</summary>
    public bool IsEmpty => !Snapshot().OfType<Peer>().Any();

    /// <summary>Connects to a program.</summary>
    /// <exception cref="CheckFailedException">It cannot be connected to.</exception>
    public async Task<Peer> ConnectAsync(HostPort server)
    {
        try
        {
            return NewPeer(await _options.Network.ConnectAsync(server, _options.StartTimeout, _cancel), ObservedSide.Client);
        }
        catch (Exception error) when (error is ConnectException or WireException)
        {
            throw NeverConnected(error.Message);
        }
    }

    /// <summary>Listens on loopback.</summary>
    /// <param name="port">Where; 0 for any that is free.</param>
    /// <exception cref="ConnectException">It is taken.</exception>
    public async Task<WireListener> ListenAsync(int port = 0)
    {
        var listener = await _options.Network.ListenAsync(new HostPort("127.0.0.1", port), _cancel);
        Track(listener);
        return listener;
    }

    /// <summary>Waits for a program to connect.</summary>
    public async Task<Peer> AcceptAsync(WireListener listener, CheckOptions options) => NewPeer(await listener.AcceptAsync(_cancel), ObservedSide.Server, options);

    /// <summary>Waits for a program to connect in time.</summary>
    /// <exception cref="CheckFailedException">It does not.</exception>
    public async Task<Peer> AcceptAsync(WireListener listener, TimeSpan timeout)
    {
        using var limit = new CancellationTokenSource(timeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_cancel, limit.Token);
        try
        {
            return NewPeer(await listener.AcceptAsync(either.Token), ObservedSide.Server);
        }
        catch (OperationCanceledException) when (!_cancel.IsCancellationRequested)
        {
            throw NeverConnected($"the program did not connect within {timeout.TotalSeconds:0.###} s");
        }
    }

    /// <summary>No connection came about; if none did before, nothing could be asked at all.</summary>
    public CheckFailedException NeverConnected(string message) => new(FailureKind.NeverConnected, message) { IsStartFailure = IsEmpty };

    /// <summary>Breaks off with RST what has not been let go of.</summary>
    public void ResetAll()
    {
        foreach (var peer in Snapshot().OfType<Peer>())
        {
            peer.Reset();
        }
    }

    /// <summary>Lets go of all connections, and listens no more.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var open in Snapshot())
        {
            await open.DisposeAsync();
        }
    }

    public static HostPort AddressOf(WireListener listener) => new("127.0.0.1", ((System.Net.IPEndPoint)listener.LocalEndPoint).Port);

    private Peer NewPeer(Wire socket, ObservedSide side) => NewPeer(socket, side, _options);

    private Peer NewPeer(Wire socket, ObservedSide side, CheckOptions options)
    {
        if (socket.LocalEndPoint is System.Net.IPEndPoint local)
        {
            lock (_open)
            {
                Ports.Add(local.Port);
            }
        }

        // In raw nothing waits for a line end, so the ladder must not say that half a message is there.
        var codec = options.Dialect == Dialect.Raw && _assignment.Codec == MessageCodec.Lines ? MessageCodec.Auto : _assignment.Codec;
        var wire = new ConnectionPipeline(_recorder.Link(codec), _faults?.Link(_assignment.Codec)).Open(socket, side);
        var peer = new Peer(wire, options, _cancel, HasFixedPort && side == ObservedSide.Client);
        Track(peer);
        return peer;
    }

    private void Track(IAsyncDisposable open)
    {
        lock (_open)
        {
            _open.Add(open);
        }
    }

    /// <summary>What is open now; a table server may have accepted one more connection by the next time.</summary>
    private IReadOnlyList<IAsyncDisposable> Snapshot()
    {
        lock (_open)
        {
            return [.. _open];
        }
    }
}
