using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults.Kinds;

public sealed class CorruptTests
{
    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void At_a_place_of_each_message(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new CorruptFault { At = 1, With = new BytePattern("XY"u8) });
        bench.Pass("abcd");
        bench.Pass("e\nf\n");
        Assert.Equal(["0 aXYd", "0 e\\nfX"], bench.Came);
        Assert.Equal(["0 @1 62 became 58", "0 @2 63 became 59", "0 @7 0A became 58"], bench.Told);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void By_chance_about_as_often_as_asked_and_always_to_another_byte(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new CorruptFault { Every = 4 });
        bench.Pass(new string('a', 4000));
        Assert.InRange(bench.Events.Count, 800, 1200);
        Assert.All(bench.Events, static told => Assert.DoesNotContain("became 61", told.Text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Every_byte(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new CorruptFault { Every = 1, With = new BytePattern("x"u8) });
        bench.Pass("abx");
        bench.Finish();
        Assert.Equal(["0 xxx", "0 FIN"], bench.Came);
        Assert.Equal(2, bench.Events.Count);
    }
}
