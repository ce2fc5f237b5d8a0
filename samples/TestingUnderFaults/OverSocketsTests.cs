using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Plans;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Proxy;
using Tincan.Recording;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace TestingUnderFaults;

/// <summary>For programs that open their own sockets: a proxy with a fault plan, in the test's own process, between them and their server.</summary>
public sealed class OverSocketsTests
{
    [Fact]
    public async Task The_client_connects_to_the_proxy_and_the_plan_is_done_to_it()
    {
        await using var server = Host.Start(await ListenAsync(), new ThermometerServer(), new HostOptions(), NullLogger.Instance);
        using var faults = new FaultInjector(FaultPlan.Parse(["split:every=1", "delay:by=20ms"]));
        await using var proxy = Host.Start(
            await ListenAsync(),
            new ProxyServer(async cancel => await new Connector(TimeSpan.FromSeconds(10)).ConnectAsync(At(server), cancel)),
            new HostOptions { Pipeline = new(faults.Link(MessageCodec.Lines)) },
            NullLogger.Instance);

        using var socket = new TcpClient();
        await socket.ConnectAsync((IPEndPoint)proxy.LocalEndPoint);
        var client = new ThermometerClient(socket.GetStream(), TimeSpan.FromSeconds(10));

        Assert.Equal(21.5, await client.ReadAsync());
    }

    private static async Task<WireListener> ListenAsync() => await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0));

    private static HostPort At(Host host) => new("127.0.0.1", ((IPEndPoint)host.LocalEndPoint).Port);

    private sealed class ThermometerServer : IServer
    {
        public Task ServeAsync(Conversation conversation) => Thermometer.ServeAsync(conversation.Wire);
    }
}
