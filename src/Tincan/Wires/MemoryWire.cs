namespace Tincan.Wires;

/// <summary>
/// One of two wires joined in memory: what one sends the other receives. A receive never joins two sends, a sender waits while 64 KiB are unread,
/// and FIN and RST work as on a socket; an RST overtakes what is unread. Most tests run on these.
/// </summary>
public sealed class MemoryWire : Wire
{
    internal const int DefaultWindow = 64 * 1024;
    private const int MiB = 1024 * 1024;

    private readonly MemoryDirection _in;
    private readonly MemoryDirection _out;

    private MemoryWire(MemoryDirection incoming, MemoryDirection outgoing, EndPoint local, EndPoint remote)
    {
        _in = incoming;
        _out = outgoing;
        LocalEndPoint = local;
        RemoteEndPoint = remote;
    }

    /// <inheritdoc/>
    public override EndPoint LocalEndPoint { get; }

    /// <inheritdoc/>
    public override EndPoint RemoteEndPoint { get; }

    /// <summary>Makes both ends of a connection.</summary>
    /// <param name="window">How many bytes may lie unread before a sender waits. Defaults to 64 KiB.</param>
    public static (MemoryWire Client, MemoryWire Server) CreatePair(int window = DefaultWindow) => CreatePair(window, client: null);

    internal static (MemoryWire Client, MemoryWire Server) CreatePair(int window, EndPoint? client) =>
        Join(new(window), new(window), client ?? new NamedEndPoint("client"), new NamedEndPoint("server"));

    /// <summary>
    /// Makes both ends of a connection that behaves as one through Linux's loopback, with smaller buffers: 1 MiB is held for a peer that does not read (Linux: up
    /// to 10). More than half of that has arrived and can be read even after RST; the rest waits to be sent, and is lost with it. After the peer has closed, the
    /// next send is lost without an error, and the one after it fails.
    /// </summary>
    internal static (MemoryWire Client, MemoryWire Server) CreateLoopback(EndPoint client, EndPoint server)
    {
        return Join(NewDirection(), NewDirection(), client, server);

        static MemoryDirection NewDirection() => new(MiB, arriving: MiB / 10 * 6);
    }

    private static (MemoryWire Client, MemoryWire Server) Join(MemoryDirection toServer, MemoryDirection toClient, EndPoint client, EndPoint server) =>
        (new(toClient, toServer, client, server), new(toServer, toClient, server, client));

    /// <inheritdoc/>
    public override ValueTask WaitForDataAsync(CancellationToken cancel = default) => _in.WaitForDataAsync(cancel);

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default) => _in.ReadAsync(buffer, cancel);

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) => _out.WriteAsync(bytes, cancel);

    /// <inheritdoc/>
    public override ValueTask FinishAsync(CancellationToken cancel = default)
    {
        _out.Finish();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Abort()
    {
        _in.Refuse();
        _out.BreakOff();
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        if (_in.HasUnread)
        {
            Abort();
        }
        else
        {
            _out.Finish();
            _in.Leave();
        }

        return ValueTask.CompletedTask;
    }
}
