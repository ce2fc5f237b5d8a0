using System.Net.Sockets;

namespace Tincan.Wires.Sockets;

/// <summary>A TCP connection, or one of a Unix socket, of the operating system.</summary>
/// <remarks>
/// A Unix socket has no RST. <see cref="Abort"/> closes it, which the peer sees as FIN; only closing with unread bytes looks like RST to it.
/// </remarks>
internal sealed class SocketWire : Wire
{
    /// <summary>
    /// How many receives in a row may find data at once before the other connections get their turn. With inline completions a reader whose
    /// peer never pauses would otherwise keep the thread: of 16 streams, one moved and the rest starved.
    /// </summary>
    private const int ReceivesPerTurn = 16;

    /// <summary>How many bytes a wait for data may bring along.</summary>
    private const int SmallMessage = 128;

    private readonly Socket _socket;
    private readonly SocketReceive _pending;
    private int _receivesThisTurn;

    /// <summary>Holds what a wait for data has brought along, from index 0, until it is received.</summary>
    private byte[]? _small;
    private int _early;

    /// <summary>The last receive was longer than a small message, so the next wait leaves the bytes where they are.</summary>
    private bool _isBulk;
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
        _pending = new SocketReceive(this);
        if (socket.AddressFamily == AddressFamily.Unix)
        {
            LocalEndPoint = UnixSocket.Name(socket.LocalEndPoint!, toPeer: null);
            RemoteEndPoint = UnixSocket.Name(remote, toPeer: socket);
            return;
        }

        LocalEndPoint = Plain(socket.LocalEndPoint!);
        RemoteEndPoint = Plain(remote);

        // Send at once: without this a second small send waits for the first one's ACK (RFC 896).
        _socket.NoDelay = true;

        // An urgent byte (MSG_OOB) stays at its place in the stream; otherwise a receive would skip it (RFC 6093 section 6).
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
            // Waiting with room for a small message brings it along; waiting with none asks the kernel once more for every message.
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

            // .NET calls any receive that has begun to wait and is over by now a success; only its result tells.
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
                // The connection is gone: the next receive says why.
            }
        }

        return ValueTask.CompletedTask;
    }

    public override void Abort()
    {
        _early = 0;
        try
        {
            // A close that lingers for no time at all sends RST (RFC 1122 4.2.2.13).
            _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Already gone.
        }

        _socket.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_early > 0)
        {
            // The kernel believes that these bytes were received, and would send FIN.
            Abort();
            return;
        }

        // .NET resets a connection that is closed while a receive waits, unless FIN was sent before.
        await FinishAsync();
        _socket.Dispose();
    }

    /// <summary>Keeps what a wait brought along until it is asked for.</summary>
    internal void KeepEarly(int count) => _early = count;

    /// <summary>An IPv4 client of an IPv6 socket is shown by its own address, not by the mapped one (RFC 4291 2.5.5.2).</summary>
    private static EndPoint Plain(EndPoint endPoint) => endPoint is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped
        ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port)
        : endPoint;

    /// <summary>Returns the source for a receive that has to wait. The wait ends this wire's turn.</summary>
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

        // More of the same message may have arrived; it is received in one piece, as it would be without the wait.
        if (wasFull && count < buffer.Length && _socket.Available > 0)
        {
            count += _socket.Receive(buffer.Span[count..]);
        }

        return ReceivedAtOnce(count);
    }

    /// <summary>
    /// Waits until data has arrived, and leaves it in the socket. .NET completes a receive without a buffer on any event of the socket, even for bytes
    /// that were received already; peeking at a byte is exact, but costs more.
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
