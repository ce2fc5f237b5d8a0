using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Hosting;

public sealed class HostAddressTests : IDisposable
{
    private readonly PairServer _pairs = new();

    public void Dispose() => _pairs.Dispose();

    [Fact]
    public async Task One_too_many_from_an_address_is_reset_and_other_addresses_are_served()
    {
        await using var bench = new HostBench(_pairs, new() { MaxConnectionsPerAddress = 1 });
        var first = bench.Connect("2001:db8::1");
        var second = bench.Connect("2001:db8::2");
        var other = bench.Connect("2001:db8:0:1::1");

        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(second.ReceiveAsync(new byte[1])));
        await IsServedAsync(first);
        await IsServedAsync(other);
        Assert.Contains(
            "Warning: [2001:db8::2]:40000 connection refused (RST): max-per-address reached: 1 connections open from its address", bench.Log.Lines);
    }

    [Fact]
    public async Task Too_many_new_ones_at_once_are_reset_and_the_next_second_is_free_again()
    {
        await using var bench = new HostBench(_pairs, new() { MaxNewPerAddress = 2 });
        await IsServedAsync(bench.Connect("192.0.2.1"));
        await IsServedAsync(bench.Connect("192.0.2.1"));
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(bench.Connect("192.0.2.1").ReceiveAsync(new byte[1])));
        Assert.Contains(
            "Warning: 192.0.2.1:40000 connection refused (RST): rate limit exceeded: more than 2 new connections from its address at once, or per second after that", bench.Log.Lines);

        bench.Clock.Advance(TimeSpan.FromSeconds(1));

        await IsServedAsync(bench.Connect("192.0.2.1"));
    }

    [Fact]
    public async Task A_client_refused_for_its_address_takes_no_slot()
    {
        await using var bench = new HostBench(_pairs, new() { MaxConnections = 2, MaxConnectionsPerAddress = 1 });
        await IsServedAsync(bench.Connect("192.0.2.1"));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(bench.Connect("192.0.2.1").ReceiveAsync(new byte[1])));
        }

        await IsServedAsync(bench.Connect("192.0.2.2"));
    }

    private static async Task IsServedAsync(MemoryWire client)
    {
        await client.SendTextAsync("ab");
        Assert.Equal("ab", await client.ReceiveTextAsync());
    }
}
