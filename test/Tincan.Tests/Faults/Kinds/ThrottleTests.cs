using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults.Kinds;

public sealed class ThrottleTests
{
    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Bytes_go_at_their_rate(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new ThrottleFault { Rate = 100 });
        bench.Pass("abc\n");
        bench.Finish();
        bench.Advance(1000);
        Assert.Equal(["0 a", "10 b", "20 c", "30 \\n", "30 FIN"], bench.Came);
        Assert.Equal(["0 @0 slowed to 100 bytes/s"], bench.Told);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Pieces_are_what_comes_in_a_hundredth_of_a_second(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new ThrottleFault { Rate = 300 });
        bench.Pass("abcdefgh");
        bench.Advance(1000);
        Assert.Equal(["0 abc", "10 def", "20 gh"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void A_rate_that_does_not_divide_a_second_is_exact_to_the_tick(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new ThrottleFault { Rate = 3 });
        bench.Pass("abc");
        bench.Advance(1000);
        Assert.Equal(["0 a", "333.3333 b", "666.6666 c"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void An_idle_line_saves_nothing_up(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new ThrottleFault { Rate = 100 });
        bench.Pass("ab");
        bench.Advance(1000);
        bench.Pass("cd");
        bench.Advance(1000);
        Assert.Equal(["0 a", "10 b", "1000 c", "1010 d"], bench.Came);
    }
}
