using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Faults.Plans;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults.Kinds;

public sealed class DelayTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Everything_comes_later_in_its_order_and_its_segments(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new DelayFault());
        bench.Pass("a\n");
        bench.Advance(50);
        bench.Pass("b\nc");
        bench.Finish();
        bench.Advance(500);
        Assert.Equal(["200 a\\n", "250 b\\nc", "250 FIN"], bench.Came);
        Assert.Equal(["0 @0 held 200 ms", "50 @2 held 200 ms", "50 @4 held 200 ms"], bench.Told);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void It_is_exact_to_the_tick(FaultDirection way)
    {
        var by = TimeSpan.FromMilliseconds(1.2345);
        using var bench = FaultBench.Of(way, new DelayFault { By = by });
        bench.Pass("a");
        bench.Advance((by - Tick).TotalMilliseconds);
        Assert.Empty(bench.Came);
        bench.Advance(Tick.TotalMilliseconds);
        Assert.Equal(["1.2345 a"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void A_delay_of_nothing_changes_nothing(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new DelayFault { By = TimeSpan.Zero });
        bench.Pass("a\nb\n");
        bench.Finish();
        Assert.Equal(["0 a\\nb\\n", "0 FIN"], bench.Came);
        Assert.Empty(bench.Events);
    }

    [Theory]
    [InlineData("uniform", 190, 210)]
    [InlineData("normal", 150, 250)]
    [InlineData("pareto", 200, 1000)]
    public void Jitter_is_drawn_for_each_message_and_keeps_the_order(string distribution, double least, double most)
    {
        var fault = Fault.Parse($"delay:jitter=10ms,dist={distribution}");
        var delays = new List<double>();
        for (var seed = 0; seed < 300; seed++)
        {
            using var bench = new FaultBench(new FaultPlan([fault], seed));
            bench.Send("a");
            bench.Send("b");
            bench.Advance(5000);
            var times = bench.Sent.Select(static sent => double.Parse(sent.Split(' ')[0])).ToArray();
            Assert.Equal(["a", "b"], string.Concat(bench.Sent.Select(static sent => sent.Split(' ')[1])).Select(static one => $"{one}"));
            Assert.True(times[0] <= times[^1]);
            delays.Add(times[0]);
        }

        Assert.All(delays, delay => Assert.InRange(delay, least, most));
        var mean = distribution == "pareto" ? 205 : 200;
        Assert.InRange(delays.Average(), mean - 3, mean + 3);
        Assert.True(delays.Distinct().Count() > 15);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void A_jitter_greater_than_the_delay_never_comes_before_its_time(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new DelayFault { By = TimeSpan.Zero, Jitter = TimeSpan.FromSeconds(1) });
        for (var i = 0; i < 9; i++)
        {
            bench.Pass($"{i}\n");
        }

        bench.Advance(2000);
        Assert.Equal("012345678", string.Concat(bench.Came.Select(static came => came.Split(' ')[1])).Replace("\\n", "", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void What_comes_after_the_peers_RST_was_held_goes_first(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new DelayFault());
        bench.Pass("a");
        bench.Advance(100);
        bench.ArriveRst();
        bench.Advance(500);
        Assert.Equal(way == FaultDirection.In ? ["200 a", "300 PeerReset"] : [], bench.Came);
    }
}
