using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults.Kinds;

public sealed class HalfCloseTests
{
    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void One_direction_ends_and_what_its_sender_still_sends_is_thrown_away(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new HalfCloseFault { AfterBytes = 4 });
        bench.Pass("ab\n");
        bench.Advance(10);
        bench.Pass("cd\nef\n");
        bench.Pass("g");
        bench.Finish();
        bench.Advance(10);
        Assert.Equal(["0 ab\\n", "10 c", "10 FIN"], bench.Came);
        Assert.Equal(["10 @4 finished here (FIN)", "10 @4 what comes from here on is thrown away"], bench.Told);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void The_other_direction_goes_on(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new HalfCloseFault { AfterMessages = 1 });
        bench.Pass("a\nb\n");
        bench.Send("out");
        bench.Arrive("in");
        Assert.Contains("0 out", way == FaultDirection.In ? bench.Sent : ["0 out"]);
        Assert.Contains("0 in", way == FaultDirection.Out ? bench.Received : ["0 in"]);
        Assert.Equal(["0 a\\n", "0 FIN"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void At_once(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new HalfCloseFault());
        Assert.Equal(["0 FIN"], bench.Came);
        bench.Pass("a");
        Assert.Equal(["0 FIN"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void A_FIN_cannot_be_healed(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new HalfCloseFault { AfterBytes = 1 });
        bench.Pass("ab");
        bench.Injector.Dispose();
        bench.Pass("c");
        bench.Finish();
        Assert.Equal(["0 a", "0 FIN"], bench.Came);
    }

    [Fact]
    public async Task Dropped_bytes_are_not_missed_when_the_wire_is_disposed()
    {
        using var bench = FaultBench.Of(FaultDirection.In, new HalfCloseFault { AfterBytes = 1 });
        bench.Pass("ab");
        Assert.Equal(["0 a", "0 FIN"], bench.Came);
        await bench.Wire.DisposeAsync().InTime();
        Assert.DoesNotContain("0 RST", bench.Sent);
    }
}
