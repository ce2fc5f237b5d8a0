using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Threading.Channels;

namespace Tincan.Wires;

/// <summary>A listener in memory: <see cref="Connect()"/> gives the client's end, <see cref="AcceptAsync"/> the server's.</summary>
public sealed class MemoryListener : WireListener
{
    private readonly Channel<Wire> _waiting = Channel.CreateUnbounded<Wire>();

    /// <inheritdoc/>
    public override EndPoint LocalEndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 1);

    /// <summary>Connects at once; what is sent waits until the server accepts.</summary>
    /// <exception cref="ConnectException">Nobody listens any more.</exception>
    public MemoryWire Connect() => Connect(from: null);

    /// <summary>Connects as a client from an address would.</summary>
    internal MemoryWire Connect(EndPoint? from)
    {
        var (client, server) = MemoryWire.CreatePair(MemoryWire.DefaultWindow, from);
        return _waiting.Writer.TryWrite(server) ? client : throw new ConnectException("cannot connect: nothing listens there");
    }

    /// <inheritdoc/>
    public override ValueTask<Wire> AcceptAsync(CancellationToken cancel) => _waiting.Reader.ReadAsync(cancel);

    /// <inheritdoc/>
    public override bool TryAccept([NotNullWhen(true)] out Wire? wire) => _waiting.Reader.TryRead(out wire);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var wire))
        {
            wire.Abort();
        }

        return ValueTask.CompletedTask;
    }
}
