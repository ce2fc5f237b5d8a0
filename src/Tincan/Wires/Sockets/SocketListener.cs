using System.Net.Sockets;
using Tincan.Wires.Sockets.Epoll;

namespace Tincan.Wires.Sockets;

/// <summary>Listens on a TCP port or a Unix socket.</summary>
public sealed class SocketListener : WireListener
{
    /// <summary>Only this user and root may connect to a Unix socket: <c>0600</c>.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Socket _socket;
    private readonly UnixSocketFile? _file;

    /// <summary>Waits for connections on Linux.</summary>
    private readonly PendingAccept? _accept;

    private SocketListener(Socket socket, UnixSocketFile? file = null)
    {
        _socket = socket;
        _file = file;
        _accept = OperatingSystem.IsLinux() ? new PendingAccept(socket, EventLoop.Next()) : null;
        LocalEndPoint = socket.AddressFamily == AddressFamily.Unix ? UnixSocket.Name(socket.LocalEndPoint!, toPeer: null) : socket.LocalEndPoint!;
    }

    /// <inheritdoc/>
    public override EndPoint LocalEndPoint { get; }

    /// <summary>
    /// Binds and listens. A port can be reused at once after a server has stopped: .NET sets SO_REUSEADDR on Unix, so connections in TIME-WAIT do
    /// not block it.
    /// </summary>
    /// <remarks>
    /// Creates the file of a Unix socket, and removes it when the listener is disposed, unless it was replaced meanwhile. A stale socket file, on which
    /// no server listens, is replaced; a file that is not a socket is never touched.
    /// </remarks>
    /// <param name="address">The address; <see cref="HostPort.AnyHost"/> is every IPv4 and IPv6 address. With port 0 the system chooses a free port.</param>
    /// <param name="backlog">The number of connections that the kernel queues until they are accepted. Defaults to 512.</param>
    /// <param name="socketMode">The permissions of a Unix socket's file: connecting needs write permission. Defaults to <see cref="OwnerOnly"/>.</param>
    /// <param name="sendBuffer">
    /// SO_SNDBUF of each connection, in bytes: how much the kernel buffers for a peer that does not read. Linux doubles it for its own overhead. Defaults
    /// to null: the system decides, up to 4 MiB on Linux. Unix sockets ignore it.
    /// </param>
    /// <param name="cancel">Cancels the lookup of the host name.</param>
    /// <exception cref="ConnectException">Listening failed.</exception>
    public static async Task<SocketListener> ListenAsync(
        WireAddress address, int backlog = 512, UnixFileMode socketMode = OwnerOnly, int? sendBuffer = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        try
        {
            if (address is UnixAddress unix)
            {
                var (socket, file) = await UnixSocketFile.ListenAsync(unix, socketMode, backlog);
                return new SocketListener(socket, file);
            }

            return new SocketListener(address switch
            {
                HostPort { Host: HostPort.AnyHost } any => Bind(AnyAddress(), any.Port, backlog, sendBuffer),
                var tcp => Bind((await Connector.ResolveAsync((HostPort)tcp, cancel))[0], ((HostPort)tcp).Port, backlog, sendBuffer),
            });
        }
        catch (SocketException error)
        {
            throw new ConnectException($"cannot listen on {address}: {ConnectException.Describe(error)}", error);
        }
        catch (Exception error) when (error is IOException and not ConnectException or UnauthorizedAccessException)
        {
            throw new ConnectException($"cannot listen on {address}: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<Wire> AcceptAsync(CancellationToken cancel)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                return Take(await _socket.AcceptAsync(cancel));
            }

            await _accept!.WaitAsync(cancel);
            return Take(_socket.Accept());
        }
        catch (SocketException error)
        {
            throw WireException.From(error);
        }
    }

    /// <inheritdoc/>
    public override bool TryAccept([NotNullWhen(true)] out Wire? wire)
    {
        try
        {
            wire = _socket.Poll(0, SelectMode.SelectRead) ? Take(_socket.Accept()) : null;
            return wire is not null;
        }
        catch (SocketException error)
        {
            throw WireException.From(error);
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        if (OperatingSystem.IsLinux())
        {
            _accept!.Close();
        }

        if (_file is not null)
        {
            return _file.RemoveAsync(_socket);
        }

        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Wire Take(Socket accepted)
    {
        // The wire takes over the socket.
        var areScarce = Descriptors.AreScarce(accepted);
        Wire wire;
        try
        {
            wire = SocketWire.Of(accepted);
        }
        catch (SocketException)
        {
            accepted.Dispose();
            throw;
        }

        if (!areScarce)
        {
            return wire;
        }

        wire.Abort();
        throw new WireException(CloseReason.Full, "too many files and sockets are open; the connection was reset (RST)");
    }

    private static IPAddress AnyAddress() => Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;

    private static Socket Bind(IPAddress address, int port, int backlog, int? sendBuffer) =>
        new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp).OrDisposed(socket =>
        {
            if (address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            if (sendBuffer is { } most)
            {
                // Accepted connections inherit it.
                socket.SendBufferSize = most;
            }

            SocketWire.SetOptions(socket);
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(backlog);
        });
}
