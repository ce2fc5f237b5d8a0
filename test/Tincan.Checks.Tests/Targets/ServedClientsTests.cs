using System.Net.Sockets;
using Tincan.Checks.Targets;

namespace Tincan.Checks.Tests.Targets;

public sealed class ServedClientsTests
{
    [Fact]
    public void A_client_with_a_reused_port_is_found()
    {
        using var other = Listen();
        using var server = Listen();
        using var before = Connect(other, port: 0);
        var port = ((IPEndPoint)before.LocalEndPoint!).Port;
        using var clients = new ServedClients(isFreshPort: false);

        using var client = Connect(server, port);

        Assert.Equal([port], clients.ConnectedTo(((IPEndPoint)server.LocalEndPoint!).Port));
    }

    [Fact]
    public void Earlier_connections_are_not_clients()
    {
        using var server = Listen();
        using var before = Connect(server, port: 0);

        using var clients = new ServedClients(isFreshPort: false);

        Assert.Empty(clients.ConnectedTo(((IPEndPoint)server.LocalEndPoint!).Port));
    }

    private static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }

    private static Socket Connect(Socket server, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        socket.Connect(server.LocalEndPoint!);
        return socket;
    }
}
