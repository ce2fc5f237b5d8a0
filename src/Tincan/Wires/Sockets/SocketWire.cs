using System.Net.Sockets;
using Tincan.Wires.Sockets.Epoll;

namespace Tincan.Wires.Sockets;

/// <summary>A TCP or Unix socket connection, where there is no <see cref="EpollWire"/>.</summary>
/// <remarks>
/// A Unix socket has no RST: the peer sees <see cref="Abort"/> as a FIN, unless bytes were unread.
/// </remarks>
internal sealed class SocketWire : Wire
{
    private readonly Socket _socket;
    private bool _finished;

    private SocketWire(Socket socket, EndPoint local, EndPoint remote)
    {
        _socket = socket;
        LocalEndPoint = local;
        RemoteEndPoint = remote;
    }

    public override EndPoint LocalEndPoint { get; }

    public override EndPoint RemoteEndPoint { get; }

    /// <summary>The wire of an accepted connection, which owns the socket.</summary>
    public static Wire Of(Socket accepted)
    {
        if (!OperatingSystem.IsLinux())
        {
            SetOptions(accepted);
        }

        return Of(accepted, accepted.LocalEndPoint, accepted.RemoteEndPoint!);
    }

    /// <summary>Sets the options of a connection; on Linux, the connections that a listener accepts inherit its own.</summary>
    public static void SetOptions(Socket socket)
    {
        if (socket.AddressFamily != AddressFamily.Unix)
        {
            // Without this a second small send waits for the ACK of the first (Nagle, RFC 896).
            socket.NoDelay = true;

            // Keep an urgent byte (MSG_OOB) in the stream; otherwise a receive would skip it (RFC 6093 section 6).
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.OutOfBandInline, true);
        }
    }

    /// <summary>Connects a socket. The wire owns it then.</summary>
    /// <exception cref="SocketException">It cannot be connected.</exception>
    public static async Task<Wire> ConnectAsync(Socket socket, EndPoint remote, CancellationToken cancel)
    {
        SetOptions(socket);
        if (!OperatingSystem.IsLinux())
        {
            await socket.ConnectAsync(remote, cancel);
            return Of(socket, socket.LocalEndPoint, remote);
        }

        var descriptor = (int)socket.Handle;
        if (SocketCalls.Connect(descriptor, remote.Serialize()) < 0 && Marshal.GetLastPInvokeError() is var error and not SocketCalls.InProgress)
        {
            throw SocketCalls.Exception(error);
        }

        var wire = (EpollWire)Of(socket, SocketCalls.LocalEndPoint(descriptor, remote), remote);
        try
        {
            await wire.WhenConnectedAsync(cancel);
            return wire;
        }
        catch
        {
            await wire.DisposeAsync();
            throw;
        }
    }

    /// <param name="socket">The socket.</param>
    /// <param name="local">The address of this end.</param>
    /// <param name="remote">The address of the peer, which the system forgets once the peer has sent an RST.</param>
    internal static Wire Of(Socket socket, EndPoint? local, EndPoint remote)
    {
        if (socket.AddressFamily == AddressFamily.Unix)
        {
            (local, remote) = (UnixSocket.Name(local, toPeer: null), UnixSocket.Name(remote, toPeer: socket));
        }
        else
        {
            (local, remote) = (Plain(local!), Plain(remote));
        }

        return OperatingSystem.IsLinux() ? new EpollWire(socket, local, remote) : new SocketWire(socket, local, remote);
    }

    /// <remarks>
    /// .NET completes a receive without a buffer on any event of the socket, even if the bytes were already received. Peeking at a byte is exact.
    /// </remarks>
    public override async ValueTask WaitForDataAsync(CancellationToken cancel = default)
    {
        try
        {
            await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancel);
            if (_socket.Available == 0)
            {
                await _socket.ReceiveAsync(new byte[1].AsMemory(), SocketFlags.Peek, cancel);
            }
        }
        catch (Exception error) when (WireException.IsOfSocket(error))
        {
            throw WireException.OfSocket(error);
        }
    }

    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        try
        {
            return await _socket.ReceiveAsync(buffer, SocketFlags.None, cancel);
        }
        catch (Exception error) when (WireException.IsOfSocket(error))
        {
            throw WireException.OfSocket(error);
        }
    }

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        if (_finished)
        {
            throw WireException.Finished();
        }

        try
        {
            for (var rest = bytes; !rest.IsEmpty;)
            {
                rest = rest[await _socket.SendAsync(rest, SocketFlags.None, cancel)..];
            }
        }
        catch (Exception error) when (WireException.IsOfSocket(error))
        {
            throw WireException.OfSocket(error);
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
        // .NET resets a connection that is closed during a receive, unless a FIN was sent before.
        await FinishAsync();
        _socket.Dispose();
    }

    /// <summary>The IPv4 address of an IPv4 client of an IPv6 socket (RFC 4291 section 2.5.5.2).</summary>
    private static EndPoint Plain(EndPoint endPoint) => endPoint is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped
        ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port)
        : endPoint;
}
