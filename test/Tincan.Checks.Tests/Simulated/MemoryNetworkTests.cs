using System.Net;
using Tincan.Mutants.Simulated;
using Tincan.Wires;

namespace Tincan.Checks.Tests.Simulated;

public sealed class MemoryNetworkTests
{
    private readonly MemoryNetwork _network = new();

    [Fact]
    public async Task A_port_can_be_used_again_when_its_listener_is_closed()
    {
        var first = await _network.ListenAsync(new HostPort("127.0.0.1", 80), default);
        await Assert.ThrowsAsync<ConnectException>(() => _network.ListenAsync(new HostPort("127.0.0.1", 80), default));

        await first.DisposeAsync();
        await _network.ListenAsync(new HostPort("127.0.0.1", 80), default);
    }

    [Fact]
    public async Task A_connection_to_a_port_without_a_listener_is_refused()
    {
        var listener = await _network.ListenAsync(new HostPort("127.0.0.1", 0), default);
        await listener.DisposeAsync();
        var closed = new HostPort("127.0.0.1", ((IPEndPoint)listener.LocalEndPoint).Port);

        var refused = await Assert.ThrowsAsync<ConnectException>(() => _network.ConnectAsync(closed, TimeSpan.Zero, isNarrow: false, default));

        Assert.EndsWith("connection refused: nothing listens there", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_ends_of_a_connection_know_both_addresses()
    {
        var listener = await _network.ListenAsync(new HostPort("127.0.0.1", 0), default);
        var client = await _network.ConnectAsync(new HostPort("127.0.0.1", ((IPEndPoint)listener.LocalEndPoint).Port), TimeSpan.Zero, isNarrow: false, default);
        var server = await listener.AcceptAsync(default);

        Assert.Equal(listener.LocalEndPoint, client.RemoteEndPoint);
        Assert.Equal(client.LocalEndPoint, server.RemoteEndPoint);
    }
}
