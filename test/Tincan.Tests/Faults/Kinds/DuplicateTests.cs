using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults.Kinds;

public sealed class DuplicateTests
{
    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void A_message_comes_twice_however_it_was_cut(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new DuplicateFault());
        bench.Pass("ab");
        bench.Pass("c\nd\n");
        bench.Finish();
        Assert.Equal(["0 ab", "0 c\\nabc\\n", "0 d\\n", "0 d\\n", "0 FIN"], bench.Came);
        Assert.Equal(["0 @4 message 1 comes again", "0 @6 message 2 comes again"], bench.Told);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void What_is_no_whole_message_does_not_come_again(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new DuplicateFault { Bytes = new NumberRange(1, 5) });
        bench.Pass("ab\ncd\nef\n");
        bench.Finish();
        Assert.Equal(["0 ab\\ncd\\ncd\\n", "0 ef\\n", "0 FIN"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Each_fault_adds_one_copy_and_does_not_double_the_others(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new DuplicateFault(), new DuplicateFault(), new DuplicateFault());
        bench.Pass("a\n");
        Assert.Equal(["0 a\\n", "0 a\\n", "0 a\\n", "0 a\\n"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void The_copy_is_for_the_next_faults_a_message_like_the_first(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new DuplicateFault { Messages = NumberRange.Only(1) }, new CorruptFault { At = 0, With = new BytePattern("X"u8) });
        bench.Pass("ab\ncd\n");
        Assert.Equal(["0 Xb\\nXb\\n", "0 Xd\\n"], bench.Came);
        Assert.Equal(["0 @0 61 became 58", "0 @3 message 1 comes again", "0 @0 61 became 58", "0 @3 63 became 58"], bench.Told);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void A_message_that_would_fill_the_window_does_not_come_again(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new DuplicateFault());
        bench.Pass(new string('a', 300 * 1024) + "\n");
        Assert.Empty(bench.Events);
    }
}
