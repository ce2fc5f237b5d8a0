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

    [Fact]
    [Trait("Needs", "Linux")]
    public void A_client_that_resets_is_found_among_many_connections_of_other_programs()
    {
        using var other = Listen();
        using var server = Listen();
        using var clients = new ServedClients(isFreshPort: false);
        var watched = ((IPEndPoint)server.LocalEndPoint!).Port;
        clients.Watch(watched);

        // Many more than the buffer for the reports has room for.
        for (var i = 0; i < 2000; i++)
        {
            ConnectAndReset(other);
        }

        var port = ConnectAndReset(server);

        // The kernel reports it a little later.
        Assert.True(SpinWait.SpinUntil(() => clients.ClosedTo(watched).SequenceEqual([port]), TimeSpan.FromSeconds(10)));
    }

    private static int ConnectAndReset(Socket server)
    {
        using var client = Connect(server, port: 0);
        var port = ((IPEndPoint)client.LocalEndPoint!).Port;
        client.LingerState = new LingerOption(enable: true, seconds: 0);
        server.Accept().Dispose();
        return port;
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
