using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults.Kinds;

public sealed class SlowReaderTests
{
    [Fact]
    public async Task A_peer_that_reads_no_more_makes_a_sender_wait()
    {
        using var bench = FaultBench.Of(FaultDirection.Out, new SlowReaderFault { AfterBytes = 3 });
        using var cancel = new CancellationTokenSource();
        var sending = bench.Wire.SendAsync(WireText.Bytes("abcde"), cancel.Token).AsTask();
        bench.Advance(1e6);
        Assert.False(sending.IsCompleted);
        Assert.Equal(["0 abc"], bench.Sent);
        Assert.Equal(["0 @3 reads no more"], bench.Told);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.InTime());
    }

    [Fact]
    public async Task After_a_while_it_reads_again()
    {
        using var bench = FaultBench.Of(FaultDirection.Out, new SlowReaderFault { AfterMessages = 1, Hold = TimeSpan.FromSeconds(1) });
        bench.Send("a\nb\n");
        var sending = bench.Wire.SendAsync(WireText.Bytes("c\n")).AsTask();
        Assert.False(sending.IsCompleted);
        bench.Advance(1000);
        await sending.InTime();
        Assert.Equal(["0 a\\n", "1000 b\\n", "1000 c\\n"], bench.Sent);
        Assert.Equal(["0 @2 reads no more for 1.0 s", "1000 @4 reads again"], bench.Told);
    }

    [Fact]
    public async Task A_read_that_comes_a_little_late_does_not_put_off_the_next_one()
    {
        using var bench = FaultBench.Of(FaultDirection.Out, new SlowReaderFault { Rate = 10 });
        bench.Send("a");
        bench.Advance(110);
        bench.Send("b");
        var sending = bench.Wire.SendTextAsync("c");
        bench.Advance(90);
        await sending.InTime();
        Assert.Equal(["0 a", "110 b", "200 c"], bench.Sent);
    }

    [Fact]
    public async Task This_end_reads_no_more_than_it_should()
    {
        using var bench = FaultBench.Of(FaultDirection.In, new SlowReaderFault { AfterBytes = 4, Hold = TimeSpan.FromSeconds(1) });
        bench.Arrive("abcdefghij");
        Assert.Equal(["0 abcd"], bench.Received);
        Assert.Equal(4, bench.Peer.Taken);
        bench.Advance(999);
        Assert.Equal(0, bench.Wire.Connection.Look(() => bench.Wire.Connection.In.Room));
        Assert.Equal(4, bench.Peer.Taken);
        bench.Advance(1);
        await bench.Peer.WhenTakenAsync(10);
        Assert.Equal("1000 efghij", await bench.NextReceivedAsync(2));
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void At_once_and_forever(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new SlowReaderFault());
        if (way == FaultDirection.In)
        {
            bench.Arrive("abc");
        }

        Assert.Equal(0, bench.Wire.Connection.Look(() => (way == FaultDirection.In ? bench.Wire.Connection.In : bench.Wire.Connection.Out).Room));
        bench.Advance(1e9);
        Assert.Empty(bench.Came);
        Assert.Equal(0, bench.Peer.Taken);
    }

    [Theory]
    [InlineData(1000, 250, "0 100", "100 100", "200 50")]
    [InlineData(20, 5, "0 2", "100 2", "200 1")]
    [InlineData(15, 3, "0 1", "66.6666 1", "133.3332 1")]
    [InlineData(5, 3, "0 1", "200 1", "400 1")]
    public async Task With_a_rate_it_reads_a_tenth_of_a_second_at_a_time(long rate, int count, params string[] expected)
    {
        using var bench = FaultBench.Of(FaultDirection.Out, new SlowReaderFault { Rate = rate });
        var sending = bench.Wire.SendAsync(WireText.Bytes(new string('x', count))).AsTask();
        for (var i = 1; i < expected.Length; i++)
        {
            Assert.False(sending.IsCompleted);
            bench.Advance((bench.Clock.NextDue!.Value - bench.Clock.Now).TotalMilliseconds);
            await bench.WhenSentAsync(i + 1);
        }

        Assert.Equal(expected, bench.Sent.Select(static sent => sent.Split(' ') is [var at, var text] ? $"{at} {text.Length}" : sent));
        await sending.InTime();
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void What_another_fault_lets_go_at_once_is_read_at_the_rate_too(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new DelayFault(), new SlowReaderFault { Rate = 20, AfterBytes = 1 });
        bench.Pass("a");
        bench.Advance(200);
        Assert.Equal(["200 a"], bench.Came);
        using var other = FaultBench.Of(way, new DelayFault(), new SlowReaderFault { Rate = 20, AfterMessages = 1 });
        other.Pass("a\nbcdef\n");
        other.Advance(5000);
        Assert.Equal(["200 a\\nbc", "300 de", "400 f\\n"], other.Came);
    }

    [Fact]
    public void A_broken_connection_is_passed_on()
    {
        using var bench = FaultBench.Of(FaultDirection.In, new SlowReaderFault());
        bench.ArriveRst();
        Assert.Equal(["0 PeerReset"], bench.Received);
    }
}
