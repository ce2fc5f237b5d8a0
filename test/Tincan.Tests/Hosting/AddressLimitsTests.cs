using System.Net.Sockets;
using Tincan.Hosting;
using Tincan.Tests.Support;

namespace Tincan.Tests.Hosting;

public sealed class AddressLimitsTests
{
    private readonly FakeClock _clock = new();

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::c000:201", "192.0.2.1", false)]
    public void An_IPv4_address_and_a_64_of_IPv6_are_one_client(string one, string other, bool same) =>
        Assert.Equal(same, AddressGroup.Of(At(one)) == AddressGroup.Of(At(other)));

    [Fact]
    public void A_client_without_an_address_is_not_counted()
    {
        var limits = new AddressLimits(1, 1, _clock);
        var client = new UnixDomainSocketEndPoint("/run/x.sock");
        Assert.Null(limits.Enter(client));
        Assert.Null(limits.Enter(client));
        limits.Leave(client);
        Assert.Equal(0, limits.Count);
    }

    [Fact]
    public void As_many_as_the_limit_may_be_open_and_a_closed_one_frees_its_slot()
    {
        var limits = new AddressLimits(2, null, _clock);
        Assert.Null(limits.Enter(At("192.0.2.1")));
        Assert.Null(limits.Enter(At("192.0.2.1")));
        Assert.Equal(Limit.ConnectionsPerAddress, limits.Enter(At("192.0.2.1")));
        Assert.Null(limits.Enter(At("192.0.2.2")));

        limits.Leave(At("192.0.2.1"));

        Assert.Null(limits.Enter(At("192.0.2.1")));
        Assert.Equal(Limit.ConnectionsPerAddress, limits.Enter(At("192.0.2.1")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void As_many_as_are_allowed_begin_at_once_and_as_many_a_second_after_that(int rate)
    {
        var limits = new AddressLimits(null, rate, _clock);
        var client = At("192.0.2.1");
        Assert.Equal(rate, Begun(limits, client, rate * 3));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(rate, Begun(limits, client, rate * 3));

        var spread = 0;
        for (var i = 0; i < 2 * rate; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(0.5) / rate);
            spread += Begun(limits, client, 1);
        }

        Assert.InRange(spread, rate - 1, rate);
    }

    [Fact]
    public void A_refused_client_does_not_wait_longer_for_having_tried()
    {
        var limits = new AddressLimits(null, 1, _clock);
        Assert.Null(limits.Enter(At("192.0.2.1")));
        for (var i = 0; i < 9; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(0.1));
            Assert.Equal(Limit.NewPerAddress, limits.Enter(At("192.0.2.1")));
        }

        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(limits.Enter(At("192.0.2.1")));
    }

    [Fact]
    public void A_million_addresses_are_forgotten()
    {
        var limits = new AddressLimits(10, 10, _clock);
        for (var i = 0; i < 1_000_000; i++)
        {
            var client = new IPEndPoint(new IPAddress(BitConverter.GetBytes(i)), 40_000);
            Assert.Null(limits.Enter(client));
            limits.Leave(client);
        }

        Assert.Equal(1_000_000, limits.Count);
        _clock.Advance(TimeSpan.FromSeconds(1));
        limits.RemoveUnused();
        Assert.Equal(0, limits.Count);
    }

    [Fact]
    public void A_connected_client_is_not_forgotten()
    {
        var limits = new AddressLimits(1, 10, _clock);
        limits.Enter(At("192.0.2.1"));
        _clock.Advance(TimeSpan.FromDays(1));
        limits.RemoveUnused();
        Assert.Equal(Limit.ConnectionsPerAddress, limits.Enter(At("192.0.2.1")));
    }

    [Fact]
    public void Without_a_rate_limit_a_closed_client_is_forgotten_at_once()
    {
        var limits = new AddressLimits(1, null, _clock);
        limits.Enter(At("192.0.2.1"));
        limits.Leave(At("192.0.2.1"));
        Assert.Equal(0, limits.Count);
    }

    private static int Begun(AddressLimits limits, IPEndPoint client, int asked) =>
        Enumerable.Range(0, asked).Count(_ => limits.Enter(client) is null);

    private static IPEndPoint At(string address) => new(IPAddress.Parse(address), 40_000);
}
