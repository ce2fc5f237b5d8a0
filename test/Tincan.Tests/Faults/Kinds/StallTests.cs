using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Kinds;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults.Kinds;

public sealed class StallTests
{
    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void A_message_stops_in_its_middle_and_what_follows_waits(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new StallFault { Hold = TimeSpan.FromSeconds(1), Count = 1 });
        bench.Pass("ab\n");
        bench.Pass("c\n");
        bench.Finish();
        bench.Advance(2000);
        Assert.Equal(["0 a", "1000 b\\n", "1000 c\\n", "1000 FIN"], bench.Came);
        Assert.Equal(["0 @1 stopped for 1.0 s"], bench.Told);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Each_message_stops_also_where_many_come_at_once(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new StallFault { Hold = TimeSpan.FromSeconds(1) });
        bench.Pass("ab\n");
        bench.Advance(500);
        bench.Pass("cd\n");
        bench.Advance(5000);
        Assert.Equal(["0 a", "1000 b\\n", "1000 c", "2000 d\\n"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void A_message_that_comes_in_parts_stops_at_its_place(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new StallFault { AfterBytes = 3, Hold = TimeSpan.FromSeconds(1) });
        bench.Pass("ab");
        bench.Pass("cd");
        bench.Advance(200);
        bench.Pass("e\nf\n");
        bench.Advance(2000);
        Assert.Equal(["0 ab", "0 c", "1000 d", "1000 e\\nf\\n"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void A_shorter_message_does_not_stop(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new StallFault { AfterBytes = 3 });
        bench.Pass("ab\n");
        bench.Pass("c\n");
        Assert.Equal(["0 ab\\n", "0 c\\n"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void For_ever_until_it_is_healed(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new StallFault { AfterBytes = 0 });
        bench.Pass("ab\n");
        bench.Finish();
        bench.Advance(1e9);
        Assert.Empty(bench.Came);
        Assert.Equal(["0 @0 stopped"], bench.Told);
        bench.Injector.Remove(1, FaultScope.All);
        Assert.Equal(["1000000000 ab\\n", "1000000000 FIN"], bench.Came);
    }

    [Fact]
    public void A_broken_connection_is_not_held_forever()
    {
        using var bench = FaultBench.Of(FaultDirection.In, new DelayFault(), new StallFault());
        bench.Pass("ab\n");
        bench.Advance(500);
        bench.ArriveRst();
        bench.Advance(500);
        Assert.Equal(["200 a", "700 PeerReset"], bench.Came);
    }
}
