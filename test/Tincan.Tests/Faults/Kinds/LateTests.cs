using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults.Kinds;

public sealed class LateTests
{
    [Fact]
    public void An_answer_comes_a_time_after_its_question()
    {
        using var bench = FaultBench.Of(FaultDirection.Out, new LateFault());
        bench.Advance(1000);
        bench.Arrive("q\n");
        bench.Advance(100);
        bench.Send("a\n");
        _ = bench.FinishAsync();
        bench.Advance(10_000);
        Assert.Equal(["6100 a\\n", "6100 FIN"], bench.Sent);
        Assert.Equal(["1100 @0 held until 5.1 s after the question"], bench.Told);
    }

    [Fact]
    public void One_that_comes_later_by_itself_is_not_held()
    {
        using var bench = FaultBench.Of(FaultDirection.Out, new LateFault { By = TimeSpan.FromMilliseconds(10) });
        bench.Arrive("q\n");
        bench.Advance(10);
        bench.Send("a\n");
        Assert.Equal(["10 a\\n"], bench.Sent);
        Assert.Empty(bench.Events);
    }

    [Fact]
    public void Each_question_has_its_own_count_and_no_answer_overtakes()
    {
        using var bench = FaultBench.Of(FaultDirection.Out, new LateFault { By = TimeSpan.FromSeconds(1) });
        bench.Arrive("p\n");
        bench.Send("a\n");
        bench.Advance(600);
        bench.Arrive("q\n");
        bench.Send("b\n");
        bench.Advance(5000);
        Assert.Equal(["1000 a\\n", "1600 b\\n"], bench.Sent);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Without_a_question_the_time_counts_from_the_beginning(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new LateFault { By = TimeSpan.FromSeconds(1) });
        bench.Advance(300);
        bench.Pass("a");
        bench.Advance(5000);
        Assert.Equal(["1000 a"], bench.Came);
    }
}
