using System.Net;

namespace Tincan.Wires;

/// <summary>
/// One of two wires joined in memory: what one sends the other receives. Segments keep their edges (a receive never joins two sends),
/// a sender waits once 64 KiB lie unread, and FIN and RST travel as they do on a socket. Most tests run on these.
/// </summary>
public sealed class MemoryWire : Wire
{
    internal const int DefaultWindow = 64 * 1024;

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

    internal static (MemoryWire Client, MemoryWire Server) CreatePair(int window, EndPoint? client)
    {
        MemoryDirection toServer = new(window), toClient = new(window);
        client ??= new NamedEndPoint("client");
        var server = new NamedEndPoint("server");
        return (new(toClient, toServer, client, server), new(toServer, toClient, server, client));
    }

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
        _in.Break(reader: CloseReason.Aborted, writer: CloseReason.PeerReset);
        _out.Break(reader: CloseReason.PeerReset, writer: CloseReason.Aborted);
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
            _in.Break(reader: CloseReason.Aborted, writer: CloseReason.PeerReset);
        }

        return ValueTask.CompletedTask;
    }
}
