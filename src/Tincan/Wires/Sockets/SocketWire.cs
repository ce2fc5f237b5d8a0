using System.Net.Sockets;

namespace Tincan.Wires.Sockets;

/// <summary>A TCP or Unix socket connection.</summary>
/// <remarks>
/// A Unix socket has no RST: the peer sees <see cref="Abort"/> as a FIN, unless bytes were unread.
/// </remarks>
internal sealed class SocketWire : Wire
{
    /// <summary>
    /// The number of receives in a row that may complete at once before the wire yields to other connections. With inline completions a reader whose
    /// peer never pauses would otherwise keep the thread: of 16 streams, one moved and the rest starved.
    /// </summary>
    private const int ReceivesPerTurn = 16;

    /// <summary>How many bytes a wait for data may receive.</summary>
    private const int SmallMessage = 128;

    private readonly Socket _socket;
    private readonly SocketReceive _pending;
    private int _receivesThisTurn;

    /// <summary>The bytes that a wait for data has received, from index 0; <see cref="_early"/> is their number.</summary>
    private byte[]? _small;
    private int _early;

    /// <summary>The last receive was longer than a small message, so the next wait receives nothing.</summary>
    private bool _isBulk;
    private bool _finished;

    /// <summary>Creates a wire that owns a connected socket.</summary>
    /// <param name="socket">A connected stream socket.</param>
    public SocketWire(Socket socket)
        : this(socket, socket?.RemoteEndPoint!)
    {
    }

    /// <summary>Creates a wire with a known peer: the system forgets the peer's address once it has sent an RST.</summary>
    internal SocketWire(Socket socket, EndPoint remote)
    {
        ArgumentNullException.ThrowIfNull(socket);
        _socket = socket;
        _pending = new SocketReceive(this);
        if (socket.AddressFamily == AddressFamily.Unix)
        {
            LocalEndPoint = UnixSocket.Name(socket.LocalEndPoint!, toPeer: null);
            RemoteEndPoint = UnixSocket.Name(remote, toPeer: socket);
            return;
        }

        LocalEndPoint = Plain(socket.LocalEndPoint!);
        RemoteEndPoint = Plain(remote);

        // Without this a second small send waits for the ACK of the first (Nagle, RFC 896).
        _socket.NoDelay = true;

        // Keep an urgent byte (MSG_OOB) in the stream; otherwise a receive would skip it (RFC 6093 section 6).
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.OutOfBandInline, true);
    }

    public override EndPoint LocalEndPoint { get; }

    public override EndPoint RemoteEndPoint { get; }

    public override ValueTask WaitForDataAsync(CancellationToken cancel = default)
    {
        if (_early > 0)
        {
            return ValueTask.CompletedTask;
        }

        if (_isBulk)
        {
            return WaitInBulkAsync(cancel);
        }

        try
        {
            // Waiting with a small buffer receives a small message, too; a wait without a buffer costs one more system call per message.
            var receiving = _socket.ReceiveAsync(_small ??= new byte[SmallMessage], SocketFlags.None, cancel);
            if (!receiving.IsCompletedSuccessfully)
            {
                return Free().RelayWait(receiving);
            }

            KeepEarly(receiving.Result);
            return IsOthersTurn() ? EventLoopTurn.YieldAsync() : ValueTask.CompletedTask;
        }
        catch (Exception error) when (WireException.IsOfSocket(error))
        {
            return ValueTask.FromException(WireException.OfSocket(error));
        }
    }

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        try
        {
            if (_early > 0)
            {
                return TakeEarly(buffer);
            }

            // Socket reports a receive that had to wait as succeeded even if it failed; only Result tells.
            var receiving = _socket.ReceiveAsync(buffer, SocketFlags.None, cancel);
            return receiving.IsCompletedSuccessfully ? ReceivedAtOnce(receiving.Result) : Free().Relay(receiving);
        }
        catch (Exception error) when (WireException.IsOfSocket(error))
        {
            return ValueTask.FromException<int>(WireException.OfSocket(error));
        }
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        if (_finished)
        {
            return ValueTask.FromException(WireException.Finished());
        }

        try
        {
            var sending = _socket.SendAsync(bytes, SocketFlags.None, cancel);
            if (!sending.IsCompletedSuccessfully)
            {
                return SendRestAsync(sending, bytes, cancel);
            }

            var sent = sending.Result;
            return sent == bytes.Length ? ValueTask.CompletedTask : SendRestAsync(new(sent), bytes, cancel);
        }
        catch (Exception error) when (WireException.IsOfSocket(error))
        {
            return ValueTask.FromException(WireException.OfSocket(error));
        }
    }

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
                // The connection is closed: the next receive throws.
            }
        }

        return ValueTask.CompletedTask;
    }

    public override void Abort()
    {
        _early = 0;
        try
        {
            // Closing with a linger time of 0 sends an RST (RFC 1122 section 4.2.2.13).
            _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Already closed.
        }

        _socket.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_early > 0)
        {
            // For the kernel these bytes were received, so it would send a FIN.
            Abort();
            return;
        }

        // .NET resets a connection that is closed during a receive, unless a FIN was sent before.
        await FinishAsync();
        _socket.Dispose();
    }

    /// <summary>Keeps the bytes that a wait has received.</summary>
    internal void KeepEarly(int count) => _early = count;

    /// <summary>The IPv4 address of an IPv4 client of an IPv6 socket (RFC 4291 section 2.5.5.2).</summary>
    private static EndPoint Plain(EndPoint endPoint) => endPoint is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped
        ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port)
        : endPoint;

    /// <summary>A source for a receive that has to wait. Waiting yields to the other connections.</summary>
    private SocketReceive Free()
    {
        _receivesThisTurn = 0;
        return _pending.IsFree ? _pending : new SocketReceive(this);
    }

    private ValueTask<int> ReceivedAtOnce(int received)
    {
        _isBulk = received > SmallMessage;
        return IsOthersTurn() ? YieldedAsync(received) : new(received);
    }

    private bool IsOthersTurn()
    {
        if (++_receivesThisTurn < ReceivesPerTurn)
        {
            return false;
        }

        _receivesThisTurn = 0;
        return true;
    }

    private ValueTask<int> TakeEarly(Memory<byte> buffer)
    {
        var count = Math.Min(_early, buffer.Length);
        _small.AsSpan(0, count).CopyTo(buffer.Span);
        _small.AsSpan(count, _early - count).CopyTo(_small);
        var wasFull = _early == SmallMessage;
        _early -= count;

        // More of the same message may have arrived: return it with this read, as without the wait.
        if (wasFull && count < buffer.Length && _socket.Available > 0)
        {
            count += _socket.Receive(buffer.Span[count..]);
        }

        return ReceivedAtOnce(count);
    }

    /// <summary>
    /// Waits until data has arrived, and leaves it in the socket. .NET completes a receive without a buffer on any event of the socket, even if the bytes
    /// were already received. Peeking at a byte is exact, but costs more.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitInBulkAsync(CancellationToken cancel)
    {
        try
        {
            var waiting = _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancel);
            if (!waiting.IsCompleted)
            {
                _receivesThisTurn = 0;
            }

            await waiting;
            if (_socket.Available == 0)
            {
                await _socket.ReceiveAsync((_small ??= new byte[SmallMessage]).AsMemory(0, 1), SocketFlags.Peek, cancel);
            }
        }
        catch (Exception error) when (WireException.IsOfSocket(error))
        {
            throw WireException.OfSocket(error);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> YieldedAsync(int received)
    {
        await EventLoopTurn.YieldAsync();
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
        catch (Exception error) when (WireException.IsOfSocket(error))
        {
            throw WireException.OfSocket(error);
        }
    }
}
