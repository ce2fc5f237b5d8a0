using System.Net.Sockets;

namespace Tincan.Bench.Load;

/// <summary>One connection of the load: sends its pattern, and compares every byte that comes back.</summary>
internal sealed class LoadClient : IDisposable
{
    private readonly int _number;
    private readonly LoadShape _shape;
    private long _sent;

    public LoadClient(int number, LoadShape shape, IPEndPoint target)
    {
        _number = number;
        _shape = shape;
        RoundTrips = shape.IsOneAtATime ? new RoundTrips() : null;
        Socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(target);
        Greet();
        Socket.Blocking = false;
    }

    public Socket Socket { get; }

    /// <summary>How long messages took; null where they overlap.</summary>
    public RoundTrips? RoundTrips { get; }

    public long Received { get; private set; }

    public bool IsOwed => Received < _sent;

    public bool MaySend => _sent - Received + _shape.Chunk <= _shape.Window;

    /// <summary>Takes what has come, at most a buffer full.</summary>
    public void Receive(byte[] buffer)
    {
        var count = Socket.Receive(buffer, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
        {
            return;
        }

        if (error != SocketError.Success || count == 0)
        {
            throw new LoadException($"client {_number}: the server ended the connection after {Received} B ({error})");
        }

        Verify(buffer.AsSpan(0, count));
        Received += count;
        if (!IsOwed)
        {
            RoundTrips?.End();
        }
    }

    /// <summary>Sends at most one chunk, as much as is taken at once.</summary>
    public void Send()
    {
        // A chunk that was taken in part is completed first, so that messages keep their size.
        var length = _shape.Chunk - (int)(_sent % _shape.Chunk);
        RoundTrips?.Begin();
        var count = Socket.Send(Pattern.At(_number, _sent, length).Span, SocketFlags.None, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
        {
            throw new LoadException($"client {_number}: cannot send after {_sent} B ({error})");
        }

        _sent += count;
    }

    public void Dispose() => Socket.Dispose();

    /// <summary>One message there and back, so that the server has taken every client before any of them presses.</summary>
    private void Greet()
    {
        Socket.ReceiveTimeout = 10_000;
        Send();
        var buffer = new byte[_shape.Chunk];
        while (IsOwed)
        {
            Receive(buffer);
        }
    }

    private void Verify(ReadOnlySpan<byte> bytes)
    {
        if (Received + bytes.Length > _sent)
        {
            throw new LoadException($"client {_number}: more came back than was sent ({_sent} B)");
        }

        var expected = Pattern.At(_number, Received, bytes.Length).Span;
        var same = bytes.CommonPrefixLength(expected);
        if (same < bytes.Length)
        {
            throw new LoadException($"client {_number}: byte {Received + same} is 0x{bytes[same]:X2}, not 0x{expected[same]:X2}");
        }
    }
}
