using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Faults.Plans;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Faults.Kinds;

public sealed class CloseAfterTests
{
    public static MatrixTheoryData<FaultDirection, string> Resets => new(
        [FaultDirection.In, FaultDirection.Out],
        ["reset-after", "reset-after:messages=1", "reset-after:from=1s"]);

    [Fact]
    public async Task Sending_ends_with_FIN_and_receiving_ends()
    {
        using var bench = FaultBench.Of(FaultDirection.Out, new CloseAfterFault { AfterBytes = 2 });
        bench.Arrive("in");
        bench.Send("abc\n");
        bench.Arrive("more");
        Assert.Equal(["0 ab", "0 FIN"], bench.Sent);
        Assert.Equal(["0 in", "0 FIN"], bench.Received);
        Assert.Equal(CloseReason.Fault, await WireText.FailureOf(bench.Wire.SendAsync(new byte[1])));
        await bench.FinishAsync().InTime();
        Assert.Equal(["0 @2 closed here", "0 @2 what comes from here on is thrown away"], bench.Told);
    }

    [Fact]
    public async Task Receiving_ends_and_released_bytes_are_sent_with_FIN()
    {
        using var bench = new FaultBench(new FaultPlan(
            new DelayFault { Direction = FaultDirection.Out, Messages = NumberRange.Only(2) },
            new CloseAfterFault { Direction = FaultDirection.In, AfterMessages = 1 }));
        bench.Send("out");
        bench.Send("held");
        bench.Arrive("in");
        bench.Arrive("more");
        bench.Advance(500);
        Assert.Equal(["0 in", "0 FIN"], bench.Received);
        Assert.Equal(["0 out", "0 FIN"], bench.Sent);
        Assert.Equal(CloseReason.Fault, await WireText.FailureOf(bench.Wire.SendAsync(new byte[1])));
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void At_a_time_without_any_traffic(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new CloseAfterFault { From = TimeSpan.FromSeconds(1) });
        bench.Advance(5000);
        Assert.Equal(["1000 FIN"], bench.Received);
        Assert.Equal(["1000 FIN"], bench.Sent);
    }

    [Theory]
    [MemberData(nameof(Resets))]
    public void After_it_there_is_nothing_left_to_reset(FaultDirection way, string reset)
    {
        using var bench = FaultBench.Of(way, new CloseAfterFault(), Fault.Parse(reset));
        bench.Arrive("abc\n");
        bench.Advance(1000);
        bench.Arrive("more\n");
        Assert.Equal(["0 FIN"], bench.Received);
        Assert.Equal(["0 FIN"], bench.Sent);
        Assert.DoesNotContain(bench.Told, static told => told.Contains("RST", StringComparison.Ordinal));
    }
}
