using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Faults.Kinds;

public sealed class ResetAfterTests
{
    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public async Task After_some_bytes(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new ResetAfterFault { AfterBytes = 3 });
        bench.Pass("abcdef\n");
        Assert.Equal(way == FaultDirection.Out ? ["0 abc", "0 RST"] : ["0 RST"], bench.Sent);
        Assert.Equal(way == FaultDirection.In ? ["0 abc", "0 Fault"] : ["0 Fault"], bench.Received);
        Assert.Equal(CloseReason.Fault, await WireText.FailureOf(bench.Wire.SendAsync(new byte[1])));
        Assert.Equal(CloseReason.Fault, await WireText.FailureOf(bench.Wire.ReceiveAsync(new byte[1])));
        Assert.Equal(CloseReason.Fault, await WireText.FailureOf(bench.Wire.ReceiveAsync(new byte[1])));
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void After_some_messages(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new ResetAfterFault { AfterMessages = 2 });
        bench.Pass("a\nb");
        bench.Advance(50);
        bench.Pass("b\nc\n");
        Assert.Equal("0 a\\nb", bench.Came[0]);
        Assert.Equal("50 b\\n", bench.Came[1]);
        Assert.Equal(["50 @5 reset here (RST)", "50 @5 what comes from here on is thrown away"], bench.Told);
        Assert.Contains("50 RST", bench.Sent);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void After_whichever_comes_first(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new ResetAfterFault { AfterBytes = 10, AfterMessages = 1 });
        bench.Pass("a\nb\n");
        Assert.Equal("0 a\\n", bench.Came[0]);
        using var other = FaultBench.Of(way, new ResetAfterFault { AfterBytes = 0, AfterMessages = 1 });
        Assert.Equal(["0 RST"], other.Sent);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void At_once(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new ResetAfterFault());
        Assert.Equal(["0 RST"], bench.Sent);
        Assert.Equal(["0 Fault"], bench.Received);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void At_a_time_without_any_traffic(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new ResetAfterFault { From = TimeSpan.FromSeconds(1) });
        bench.Advance(999);
        Assert.Empty(bench.Sent);
        bench.Advance(1);
        Assert.Equal(["1000 RST"], bench.Sent);
        Assert.Equal(["1000 @0 reset here (RST)"], bench.Told);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void At_the_first_byte_that_all_triggers_meet(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new ResetAfterFault { Seen = new BytePattern("b"u8), AfterBytes = 1, From = TimeSpan.FromMilliseconds(10) });
        bench.Pass("abc");
        bench.Advance(10);
        bench.Pass("de");
        Assert.Equal(["0 abc", "10 d"], bench.Came.Take(2));
        Assert.Equal(["10 @4 reset here (RST)"], bench.Told.Take(1));
    }
}
