using System.Net.Sockets;

namespace Tincan.Wires.Sockets;

/// <summary>Listens on a TCP port or at a Unix socket.</summary>
public sealed class SocketListener : WireListener
{
    /// <summary>Only this user, and root, may connect to a Unix socket: <c>0600</c>.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Socket _socket;
    private readonly UnixSocketFile? _file;

    private SocketListener(Socket socket, UnixSocketFile? file = null)
    {
        _socket = socket;
        _file = file;
        LocalEndPoint = socket.AddressFamily == AddressFamily.Unix ? UnixSocket.Name(socket.LocalEndPoint!, toPeer: null) : socket.LocalEndPoint!;
    }

    /// <inheritdoc/>
    public override EndPoint LocalEndPoint { get; }

    /// <summary>
    /// Binds and listens. The port can be taken again at once after a busy run: .NET sets SO_REUSEADDR when it binds on Unix,
    /// so connections left in TIME-WAIT do not hold it.
    /// </summary>
    /// <remarks>
    /// The file that a Unix socket needs is made, and removed with the listener unless it was replaced meanwhile. One that was left behind, with nobody
    /// listening, is replaced; a file that is no socket is never touched.
    /// </remarks>
    /// <param name="address">Where; <see cref="HostPort.AnyHost"/> is every address, IPv4 and IPv6. Port 0 lets the system choose.</param>
    /// <param name="backlog">How many connections the kernel holds until they are accepted. Defaults to 512.</param>
    /// <param name="socketMode">Who may connect to a Unix socket: whoever may write to its file. Defaults to <see cref="OwnerOnly"/>.</param>
    /// <param name="sendBuffer">
    /// How many bytes the kernel may hold for a peer that does not read (SO_SNDBUF; Linux takes twice as many, and counts its own overhead). Defaults
    /// to null: as many as the system finds useful, up to 4 MiB on Linux. Unix sockets have none of it.
    /// </param>
    /// <param name="cancel">Gives up looking up the host's name.</param>
    /// <exception cref="ConnectException">The address cannot be listened on.</exception>
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
            return Take(await _socket.AcceptAsync(cancel));
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
        if (_file is not null)
        {
            return _file.RemoveAsync(_socket);
        }

        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static SocketWire Take(Socket accepted)
    {
        SocketWire wire;
        try
        {
            wire = new SocketWire(accepted);
        }
        catch (SocketException)
        {
            accepted.Dispose();
            throw;
        }

        if (!Descriptors.AreScarce(accepted))
        {
            return wire;
        }

        wire.Abort();
        throw new WireException(CloseReason.Full, "too many files and sockets are open; it was reset (RST)");
    }

    private static IPAddress AnyAddress() => Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;

    private static Socket Bind(IPAddress address, int port, int backlog, int? sendBuffer)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            if (sendBuffer is { } most)
            {
                // Connections that are accepted inherit it.
                socket.SendBufferSize = most;
            }

            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
