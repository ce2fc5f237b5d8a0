using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Tincan.Wires;

/// <summary>A TCP connection of the operating system.</summary>
public sealed class SocketWire : Wire
{
    /// <summary>
    /// How many receives in a row may find data waiting before the others get their turn. With inline completions a reader whose
    /// peer never pauses would otherwise keep the thread: of 16 streams, one moved and the rest stood.
    /// </summary>
    private const int ReceivesPerTurn = 32;

    private readonly Socket _socket;
    private int _receivesThisTurn;
    private bool _finished;

    /// <summary>Takes over a connected socket.</summary>
    /// <param name="socket">A connected stream socket; the wire owns it from here on.</param>
    public SocketWire(Socket socket)
        : this(socket, socket?.RemoteEndPoint!)
    {
    }

    /// <summary>Takes over a socket whose peer is known, because the system forgets it when the peer resets before it is asked.</summary>
    internal SocketWire(Socket socket, EndPoint remote)
    {
        ArgumentNullException.ThrowIfNull(socket);
        _socket = socket;
        LocalEndPoint = Plain(socket.LocalEndPoint!);
        RemoteEndPoint = Plain(remote);

        // A segment leaves when the protocol sends it: without this a second small send waits for the first one's ACK (RFC 896).
        _socket.NoDelay = true;
    }

    /// <inheritdoc/>
    public override EndPoint LocalEndPoint { get; }

    /// <inheritdoc/>
    public override EndPoint RemoteEndPoint { get; }

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        ValueTask<int> receiving;
        try
        {
            receiving = _socket.ReceiveAsync(buffer, SocketFlags.None, cancel);
        }
        catch (ObjectDisposedException)
        {
            return ValueTask.FromException<int>(WireException.Aborted());
        }

        if (!receiving.IsCompletedSuccessfully)
        {
            _receivesThisTurn = 0;
            return Awaited(receiving);
        }

        return ++_receivesThisTurn < ReceivesPerTurn ? receiving : YieldedAsync(receiving.Result);
    }

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        if (_finished)
        {
            return ValueTask.FromException(WireException.Finished());
        }

        ValueTask<int> sending;
        try
        {
            sending = _socket.SendAsync(bytes, SocketFlags.None, cancel);
        }
        catch (ObjectDisposedException)
        {
            return ValueTask.FromException(WireException.Aborted());
        }

        if (sending.IsCompletedSuccessfully)
        {
            var sent = sending.Result;
            return sent == bytes.Length ? ValueTask.CompletedTask : SendRestAsync(new(sent), bytes, cancel);
        }

        return SendRestAsync(sending, bytes, cancel);
    }

    /// <inheritdoc/>
    public override ValueTask FinishAsync(CancellationToken cancel = default)
    {
        if (!_finished)
        {
            _finished = true;
            try
            {
                _socket.Shutdown(SocketShutdown.Send);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // The connection is gone; the peer cannot be told anything, and the next receive says why.
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Abort()
    {
        try
        {
            // A close that lingers for no time at all sends RST (RFC 1122 4.2.2.13).
            _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Already gone: there is nobody to tell.
        }

        _socket.Dispose();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        // .NET resets a connection that is closed while a receive waits, unless FIN was sent before.
        await FinishAsync();
        _socket.Dispose();
    }

    /// <summary>An IPv4 client of an IPv6 socket is shown by its own address, not by the mapped one (RFC 4291 2.5.5.2).</summary>
    private static EndPoint Plain(EndPoint endPoint) => endPoint is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped
        ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port)
        : endPoint;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> Awaited(ValueTask<int> receiving)
    {
        try
        {
            return await receiving;
        }
        catch (SocketException error)
        {
            throw WireException.From(error);
        }
        catch (ObjectDisposedException)
        {
            throw WireException.Aborted();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> YieldedAsync(int received)
    {
        _receivesThisTurn = 0;
        if (EventLoopTurn.Next is { } turn)
        {
            await turn;
        }
        else
        {
            await Task.Yield();
        }

        return received;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendRestAsync(ValueTask<int> sending, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        try
        {
            var sent = await sending;
            while (sent < bytes.Length)
            {
                sent += await _socket.SendAsync(bytes[sent..], SocketFlags.None, cancel);
            }
        }
        catch (SocketException error)
        {
            throw WireException.From(error);
        }
        catch (ObjectDisposedException)
        {
            throw WireException.Aborted();
        }
    }
}
