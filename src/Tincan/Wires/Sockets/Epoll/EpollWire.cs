using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Tincan.Wires.Sockets.Epoll;

/// <summary>A TCP or Unix socket on Linux. It tries each receive and send at once, and waits in an <see cref="EventLoop"/> if the socket is not ready.</summary>
[SupportedOSPlatform("linux")]
internal sealed class EpollWire : Wire, IReadySocket
{
    private readonly Socket _socket;
    private readonly int _descriptor;
    private readonly EventLoop _loop;
    private readonly PendingReceive _receive;
    private readonly PendingSend _send;

    /// <summary>Creates a wire that owns a socket.</summary>
    /// <param name="socket">A connected stream socket, or one that is connecting, on which .NET has not waited yet: it would get the events, too.</param>
    /// <param name="local">The address of this end.</param>
    /// <param name="remote">The address of the other end.</param>
    /// <param name="loop">Its loop. Defaults to null: one of those for all processors.</param>
    public EpollWire(Socket socket, EndPoint local, EndPoint remote, EventLoop? loop = null)
    {
        _socket = socket;
        _descriptor = (int)socket.Handle;
        LocalEndPoint = local;
        RemoteEndPoint = remote;
        _loop = loop ?? EventLoop.Next();
        _receive = new PendingReceive(_descriptor, _loop);
        _send = new PendingSend(_descriptor, _loop);
        _loop.Add(_descriptor, this);
    }

    public override EndPoint LocalEndPoint { get; }

    public override EndPoint RemoteEndPoint { get; }

    public int Number { get; set; }

    public override ValueTask WaitForDataAsync(CancellationToken cancel = default) => _receive.WaitAsync(cancel);

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default) => _receive.ReceiveAsync(buffer, cancel);

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) => _send.SendAsync(bytes, cancel);

    public override ValueTask FinishAsync(CancellationToken cancel = default)
    {
        lock (_send)
        {
            if (!_send.IsFinished && !_send.IsClosed)
            {
                SocketCalls.Finish(_descriptor);
            }

            _send.IsFinished = true;
        }

        return ValueTask.CompletedTask;
    }

    public override void Abort() => Close(isReset: true);

    /// <remarks>The kernel sends an RST if bytes are unread.</remarks>
    public override ValueTask DisposeAsync()
    {
        Close(isReset: false);
        return ValueTask.CompletedTask;
    }

    /// <summary>Waits until a socket that is connecting is connected.</summary>
    /// <exception cref="SocketException">It cannot be connected.</exception>
    public async Task WhenConnectedAsync(CancellationToken cancel)
    {
        await _send.WhenConnectedAsync(cancel);
        if ((SocketError)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)! is var error and not SocketError.Success)
        {
            throw new SocketException((int)error);
        }
    }

    public void OnReady(uint events)
    {
        if ((events & (SocketCalls.Readable | SocketCalls.Ended)) != 0)
        {
            _receive.OnReady((events & (SocketCalls.PeerFinished | SocketCalls.Ended)) != 0);
        }

        if ((events & (SocketCalls.Writable | SocketCalls.Ended)) != 0)
        {
            _send.OnReady();
        }
    }

    public override string ToString() => $"the connection to {RemoteEndPoint}";

    private void Close(bool isReset)
    {
        lock (_receive)
        {
            lock (_send)
            {
                if (_receive.IsClosed)
                {
                    return;
                }

                (_receive.IsClosed, _send.IsClosed) = (true, true);
                if (isReset)
                {
                    SocketCalls.ResetOnClose(_descriptor);
                }

                _loop.Remove(_descriptor, this);
                _socket.Dispose();
            }
        }

        _receive.Continue();
        _send.Continue();
    }
}
