using System.Net;
using System.Net.Sockets;

namespace Tincan.Wires;

/// <summary>Listens on a TCP port.</summary>
public sealed class SocketListener : WireListener
{
    private readonly Socket _socket;

    private SocketListener(Socket socket)
    {
        _socket = socket;
        LocalEndPoint = socket.LocalEndPoint!;
    }

    /// <inheritdoc/>
    public override EndPoint LocalEndPoint { get; }

    /// <summary>
    /// Binds and listens. The port can be taken again at once after a busy run: .NET sets SO_REUSEADDR when it binds on Unix,
    /// so connections left in TIME-WAIT do not hold it.
    /// </summary>
    /// <param name="endpoint">Where; <see cref="HostPort.AnyHost"/> is every address, IPv4 and IPv6. Port 0 lets the system choose.</param>
    /// <param name="backlog">How many connections the kernel holds until they are accepted. Defaults to 512.</param>
    /// <param name="sendBuffer">
    /// How many bytes the kernel may hold for a peer that does not read (SO_SNDBUF; Linux takes twice as many, and counts its own overhead). Defaults
    /// to null: as many as the system finds useful, up to 4 MiB on Linux.
    /// </param>
    /// <param name="cancel">Gives up looking up the host's name.</param>
    /// <exception cref="ConnectException">The address cannot be listened on.</exception>
    public static async Task<SocketListener> ListenAsync(HostPort endpoint, int backlog = 512, int? sendBuffer = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        try
        {
            return new SocketListener(endpoint.Host == HostPort.AnyHost
                ? Bind(AnyAddress(), endpoint.Port, backlog, sendBuffer)
                : Bind((await Connector.ResolveAsync(endpoint, cancel))[0], endpoint.Port, backlog, sendBuffer));
        }
        catch (SocketException error)
        {
            throw new ConnectException($"cannot listen on {endpoint}: {ConnectException.Describe(error)}", error);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<Wire> AcceptAsync(CancellationToken cancel)
    {
        Socket? accepted = null;
        try
        {
            accepted = await _socket.AcceptAsync(cancel);
            var wire = new SocketWire(accepted);
            if (!Descriptors.AreScarce(accepted))
            {
                return wire;
            }

            wire.Abort();
            throw new WireException(CloseReason.Full, "too many files and sockets are open; it was reset (RST)");
        }
        catch (SocketException error)
        {
            accepted?.Dispose();
            throw WireException.From(error);
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
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
