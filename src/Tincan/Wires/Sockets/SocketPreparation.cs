using System.Net.Sockets;

namespace Tincan.Wires.Sockets;

internal static class SocketPreparation
{
    /// <summary>Prepares a socket, which is disposed if that fails.</summary>
    public static Socket OrDisposed(this Socket socket, Action<Socket> prepare)
    {
        try
        {
            prepare(socket);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Connects a socket, which is disposed if that fails.</summary>
    /// <exception cref="SocketException">There was no connection, or descriptors are scarce.</exception>
    public static async Task<Wire> ConnectedAsync(this Socket socket, EndPoint remote, CancellationToken cancel)
    {
        try
        {
            if (Descriptors.AreScarce(socket))
            {
                throw new SocketException((int)SocketError.TooManyOpenSockets);
            }

            return await SocketWire.ConnectAsync(socket, remote, cancel);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
