using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults.Kinds;

public sealed class CoalesceTests
{
    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Messages_come_together(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new CoalesceFault());
        bench.Pass("a\n");
        bench.Advance(50);
        bench.Pass("b\nc\n");
        bench.Advance(500);
        Assert.Equal(["50 a\\nb\\n", "250 c\\n"], bench.Came);
        Assert.Equal(["50 @0 4 bytes coalesced together", "250 @4 2 bytes held 200 ms"], bench.Told);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void A_group_may_be_greater_and_come_in_parts(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new CoalesceFault { Group = 3, Hold = TimeSpan.FromSeconds(9) });
        bench.Pass("a\nb");
        bench.Pass("b\nc");
        bench.Advance(50);
        Assert.Empty(bench.Came);
        bench.Pass("c\nd\n");
        Assert.Equal(["50 a\\nbb\\ncc\\n"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void FIN_waits_for_nothing(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new CoalesceFault());
        bench.Pass("a\n");
        bench.Advance(50);
        bench.Finish();
        Assert.Equal(["50 a\\n", "50 FIN"], bench.Came);
        bench.Advance(500);
        Assert.Equal(["50 @0 2 bytes not held any longer"], bench.Told);
    }

    [Fact]
    public void The_peers_RST_waits_for_nothing()
    {
        using var bench = FaultBench.Of(FaultDirection.In, new CoalesceFault());
        bench.Pass("a\n");
        bench.ArriveRst();
        Assert.Equal(["0 a\\n", "0 PeerReset"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void The_timer_restarts_for_each_group(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new CoalesceFault());
        bench.Pass("a\nb\n");
        bench.Advance(150);
        bench.Pass("c\n");
        bench.Advance(500);
        Assert.Equal(["0 a\\nb\\n", "350 c\\n"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void What_is_healed_comes_at_once(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new CoalesceFault { Group = 9, Hold = TimeSpan.MaxValue });
        bench.Pass("a\nb\n");
        bench.Advance(1000);
        Assert.Empty(bench.Came);
        bench.Injector.Dispose();
        Assert.Equal(["1000 a\\nb\\n"], bench.Came);
        Assert.Equal(["1000 @0 4 bytes healed"], bench.Told);
    }
}
