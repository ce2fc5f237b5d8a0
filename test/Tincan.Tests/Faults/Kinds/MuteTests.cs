using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults.Kinds;

public sealed class MuteTests
{
    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Nothing_comes_and_nothing_ends(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new MuteFault());
        bench.Pass("a\n");
        bench.Finish();
        bench.Advance(1e6);
        Assert.Empty(bench.Came);
        Assert.Equal(["0 @0 2 bytes swallowed"], bench.Told);
        bench.Injector.Dispose();
        Assert.Equal(["1000000 FIN"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Of_one_message_nothing_comes_and_the_rest_does(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new MuteFault { Messages = NumberRange.Only(2) });
        bench.Pass("a\nb\nc\n");
        bench.Finish();
        Assert.Equal(["0 a\\nc\\n", "0 FIN"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void With_from_also_a_FIN_without_data_is_swallowed(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new MuteFault { From = TimeSpan.FromSeconds(1) });
        bench.Pass("a");
        bench.Advance(1000);
        bench.Finish();
        bench.Advance(1000);
        Assert.Equal(["0 a"], bench.Came);
    }

    [Fact]
    public void A_broken_connection_is_passed_on()
    {
        using var bench = FaultBench.Of(FaultDirection.In, new MuteFault());
        bench.Pass("a");
        bench.ArriveRst();
        Assert.Equal(["0 PeerReset"], bench.Came);
    }
}
