namespace Tincan.Wires;

/// <summary>
/// One of two connected wires in memory. A receive never returns bytes of two sends, a send waits while 64 KiB are unread (backpressure), and FIN and RST
/// work as on a socket; an RST discards what the peer has not read.
/// </summary>
public sealed class MemoryWire : Wire
{
    internal const int DefaultWindow = 64 * 1024;
    private const int LoopbackWindow = 128 * 1024;

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

    /// <summary>Creates both ends of a connection.</summary>
    /// <param name="window">The number of unread bytes at which a send waits. Defaults to 64 KiB.</param>
    public static (MemoryWire Client, MemoryWire Server) CreatePair(int window = DefaultWindow) => CreatePair(window, client: null);

    internal static (MemoryWire Client, MemoryWire Server) CreatePair(int window, EndPoint? client) =>
        Join(new(window), new(window), client ?? new NamedEndPoint("client"), new NamedEndPoint("server"));

    /// <summary>
    /// Creates both ends of a connection that behaves like Linux's loopback, with smaller buffers: a send waits at 128 KiB unread (Linux: up to 10 MiB). Six tenths
    /// of that are the peer's receive buffer, which can be read even after an RST; the rest is the send buffer, which an RST discards. After the peer has
    /// closed, the next send is lost without an error, and the one after it fails.
    /// </summary>
    internal static (MemoryWire Client, MemoryWire Server) CreateLoopback(EndPoint client, EndPoint server)
    {
        return Join(NewDirection(), NewDirection(), client, server);

        static MemoryDirection NewDirection() => new(LoopbackWindow, receiveBuffer: LoopbackWindow / 10 * 6);
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
        _in.ResetByReader();
        _out.ResetByWriter();
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
            _in.CloseReader();
        }

        return ValueTask.CompletedTask;
    }
}
