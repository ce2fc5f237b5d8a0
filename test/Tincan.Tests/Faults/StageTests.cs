using Tincan.Faults;
using Tincan.Recording;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults;

public sealed class StageTests
{
    [Fact]
    public void Delay()
    {
        using var bench = new FaultBench(new FaultPlan(new DelayFault { By = TimeSpan.FromMilliseconds(200) }), MessageCodec.Lines);
        bench.Send("a\n");
        bench.Advance(50);
        bench.Send("b\n");
        _ = bench.FinishAsync();
        bench.Advance(500);
        Assert.Equal(["200 a\\n", "250 b\\n", "250 FIN"], bench.Sent);
        Assert.Equal(["0 @0 held 200 ms", "50 @2 held 200 ms"], bench.Told);
    }

    [Fact]
    public void Split()
    {
        using var bench = new FaultBench(new FaultPlan(new SplitFault()), MessageCodec.Lines);
        bench.Send("ab\nc\n");
        bench.Advance(500);
        Assert.Equal(["0 a", "1 b", "2 \\n", "3 c", "4 \\n"], bench.Sent);
    }

    [Fact]
    public void Glue()
    {
        using var bench = new FaultBench(new FaultPlan(new GlueFault()), MessageCodec.Lines);
        bench.Send("a\n");
        bench.Advance(50);
        bench.Send("b\nc\n");
        bench.Advance(500);
        Assert.Equal(["50 a\\nb\\n", "250 c\\n"], bench.Sent);
    }

    [Fact]
    public void Ends()
    {
        using var bench = new FaultBench(new FaultPlan(new ResetAfterFault { AfterBytes = 3 }), MessageCodec.Lines);
        bench.Send("abcdef\n");
        bench.Advance(50);
        Assert.Equal(["0 abc", "0 RST"], bench.Sent);
    }

    [Fact]
    public void StallThrottle()
    {
        using var bench = new FaultBench(new FaultPlan(new StallFault { Hold = TimeSpan.FromSeconds(1) }, new ThrottleFault { Rate = 100 }), MessageCodec.Lines);
        bench.Send("abc\n");
        bench.Advance(5000);
        Assert.Equal(["0 a", "1000 b", "1010 c", "1020 \\n"], bench.Sent);
    }
}
