using System.Net.Sockets;
using Tincan.Recording;
using Tincan.Testing;
using Tincan.Wires;

namespace TestingUnderFaults;

/// <summary>For programs that open their own sockets: a stub or a proxy in the test's own process, with faults.</summary>
public sealed class OverSocketsTests
{
    // page: faults as data
    [Theory]
    [MemberData(nameof(FaultPlans.Harmless), MemberType = typeof(FaultPlans))]
    public async Task However_the_answer_arrives_it_is_the_same(string fault)
    {
        await using var server = await StubServer.LinesAsync(static line => line == "READ" ? "21.5" : "ERROR", fault);
        using var socket = await ConnectAsync(server);
        var client = new ThermometerClient(socket.GetStream(), TimeSpan.FromSeconds(10));

        Assert.Equal(21.5, await client.ReadAsync());
        Assert.Equal(21.5, await client.ReadAsync());
    }

    [Theory]
    [MemberData(nameof(FaultPlans.Ending), MemberType = typeof(FaultPlans))]
    public async Task An_answer_that_does_not_come_is_an_error(string fault)
    {
        await using var server = await StubServer.LinesAsync(static _ => "21.5", fault);

        var error = await Record.ExceptionAsync(async () =>
        {
            using var socket = await ConnectAsync(server);
            await new ThermometerClient(socket.GetStream(), TimeSpan.FromMilliseconds(500)).ReadAsync();
        });

        Assert.True(error is SocketException or IOException or TimeoutException, $"{error}\n{server.Traffic}");
    }

    // end
    // page: proxy
    [Fact]
    public async Task The_proxy_shows_what_went_over_the_wire()
    {
        await using var server = await StubServer.LinesAsync(static _ => "21.5");
        await using var proxy = await FaultProxy.StartAsync($"127.0.0.1:{server.Port}", "split:every=1,dir=to-client");
        using (var socket = await ConnectAsync(proxy))
        {
            Assert.Equal(21.5, await new ThermometerClient(socket.GetStream(), TimeSpan.FromSeconds(10)).ReadAsync());
        }

        await proxy.Traffic.WaitForAsync(static one => one is { Kind: WireEventKind.Fin, Direction: Direction.ToServer });
        Assert.Equal("READ\n"u8, proxy.Traffic.Bytes(Direction.ToServer));
        Assert.Equal(["2", "1", ".", "5", "\n"], proxy.Traffic.Events
            .Where(static one => one.Kind == WireEventKind.Send)
            .Select(static one => System.Text.Encoding.UTF8.GetString(one.Bytes.Span)));
    }

    // end
    private static async Task<TcpClient> ConnectAsync(TestEndpoint endpoint)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", endpoint.Port);
        return socket;
    }
}
