using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Kinds;
using Tincan.Framing;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Faults.InForce;

public sealed class ReachTests
{
    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void A_fault_that_is_added_meets_what_comes_from_then_on(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new DelayFault());
        bench.Pass("a");
        bench.Injector.Add(new DelayFault { Direction = way, By = TimeSpan.FromSeconds(1) }, FaultScope.All);
        bench.Pass("b");
        bench.Advance(5000);
        Assert.Equal(["1200 a", "1200 b"], bench.Came);
        Assert.Equal([1, 2], bench.Injector.Faults.Select(static fault => fault.Number));
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void One_that_is_changed_lets_go_of_what_it_held_and_keeps_its_place(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new StallFault { AfterBytes = 0 }, new DelayFault { By = TimeSpan.FromMilliseconds(10) });
        bench.Pass("ab\n");
        bench.Advance(100);
        Assert.Equal(3, bench.Injector.Change(1, new CorruptFault { Direction = way, At = 0, With = new BytePattern("X"u8) }, FaultScope.All));
        bench.Pass("cd\n");
        bench.Advance(100);
        Assert.Equal(["110 ab\\n", "110 Xd\\n"], bench.Came);
        Assert.Equal([3, 2], bench.Injector.Faults.Select(static fault => fault.Number));
        Assert.Null(bench.Injector.Change(1, new MuteFault(), FaultScope.All));
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void One_that_is_removed_while_it_holds_things_keeps_the_order(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new StallFault(), new DelayFault { By = TimeSpan.FromMilliseconds(10) });
        bench.Pass("ab\n");
        bench.Finish();
        bench.Advance(100);
        Assert.True(bench.Injector.Remove(1, FaultScope.All));
        Assert.False(bench.Injector.Remove(1, FaultScope.All));
        bench.Advance(100);
        Assert.Equal(["10 a", "110 b\\n", "110 FIN"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void A_change_for_the_next_connections_leaves_the_open_ones_until_one_reaches_them(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new StallFault { AfterBytes = 0 });
        bench.Pass("a\n");
        var second = bench.Injector.Change(1, new DelayFault { Direction = way }, FaultScope.Next)!.Value;
        bench.Advance(500);
        Assert.Empty(bench.Came);
        bench.Injector.Change(second, new DelayFault { Direction = way, By = TimeSpan.FromMilliseconds(10) }, FaultScope.All);
        bench.Pass("b\n");
        bench.Advance(500);
        Assert.Equal(["500 a\\n", "510 b\\n"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void To_dispose_of_the_plan_heals_also_what_was_removed_for_the_next_connections(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new StallFault { AfterBytes = 0 });
        bench.Pass("a\n");
        bench.Injector.Remove(1, FaultScope.Next);
        Assert.Empty(bench.Came);
        Assert.Empty(bench.Injector.Faults);
        bench.Injector.Dispose();
        bench.Pass("b\n");
        Assert.Equal(["0 a\\n", "0 b\\n"], bench.Came);
    }

    [Fact]
    public void A_change_may_turn_a_fault_to_the_other_direction()
    {
        using var bench = new FaultBench(new FaultPlan(
            new DelayFault { Direction = FaultDirection.In },
            new CorruptFault { At = 0, With = new BytePattern("X"u8), Direction = FaultDirection.Out }));
        bench.Injector.Change(1, new DuplicateFault { Direction = FaultDirection.Out }, FaultScope.All);
        bench.Send("a");
        bench.Arrive("b");

        // As on a new connection: the copy is made first, and both are changed.
        Assert.Equal(["0 X", "0 X"], bench.Sent);
        Assert.Equal(["0 b"], bench.Received);
    }

    [Fact]
    public void Faults_are_done_in_their_order()
    {
        var throttle = new ThrottleFault { Rate = 100, Direction = FaultDirection.Out };
        var glue = new CoalesceFault { Direction = FaultDirection.Out };
        using var one = new FaultBench(new FaultPlan(throttle, glue), MessageCodec.Lines);
        one.Send("a\nb\n");
        one.Advance(1000);
        Assert.Equal(["30 a\\nb\\n"], one.Sent);
        using var other = new FaultBench(new FaultPlan(glue, throttle), MessageCodec.Lines);
        other.Send("a\nb\n");
        other.Advance(1000);
        Assert.Equal(["0 a", "10 \\n", "20 b", "30 \\n"], other.Sent);
    }

    [Fact]
    public void A_client_and_a_server_mean_the_same_by_a_direction()
    {
        foreach (var (side, sent) in new[] { (ObservedSide.Client, 0), (ObservedSide.Server, 1) })
        {
            using var injector = new FaultInjector(new FaultPlan(new MuteFault { Direction = FaultDirection.ToServer }));
            var peer = new ScriptedWire(() => "");
            Assert.True(injector.Wrap(peer, side).SendAsync(new byte[1]).AsTask().IsCompletedSuccessfully);
            Assert.Equal(sent, peer.Log.Count);
        }
    }

    [Fact]
    public async Task A_listener_that_throws_changes_nothing()
    {
        var clock = new FakeClock();
        using var injector = new FaultInjector(new FaultPlan(new DelayFault()), clock, static _ => throw new InvalidOperationException());
        var peer = new ScriptedWire(() => "");
        var wire = injector.Wrap(peer);
        await wire.SendTextAsync("a");
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([" a"], peer.Log);
        wire.Abort();
        await wire.DisposeAsync().InTime();
    }
}
