using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Kinds;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Faults;

public sealed class TriggerTests
{
    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Messages_are_counted_in_their_direction(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new MuteFault { Messages = new NumberRange(2, 3) });
        bench.Pass("a\nb");
        bench.Pass("b\nc\nd\n");
        Assert.Equal(["0 a\\n", "0 d\\n"], bench.Came);
        Assert.Equal(["0 @2 1 byte swallowed", "0 @3 2 bytes swallowed", "0 @5 2 bytes swallowed"], bench.Told);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Bytes_cut_inside_of_a_segment(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new MuteFault { Bytes = new NumberRange(2, 4) });
        bench.Pass("abcdefg");
        bench.Pass("h");
        Assert.Equal(["0 abfg", "0 h"], bench.Came);
        Assert.Equal(["0 @2 3 bytes swallowed"], bench.Told);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Bytes_from_a_place_on_and_one_alone(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new MuteFault { Bytes = NumberRange.Only(0) }, new MuteFault { Bytes = NumberRange.From(3) });
        bench.Pass("ab");
        bench.Pass("cd");
        bench.Pass("ef");
        Assert.Equal(["0 b", "0 c"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void What_was_seen_may_lie_across_segments(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new MuteFault { Seen = new BytePattern("aab"u8) });
        bench.Pass("xaa");
        bench.Pass("a");
        bench.Pass("bcd");
        bench.Pass("e");
        Assert.Equal(["0 xaa", "0 a", "0 b"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void All_triggers_hold_together(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new MuteFault
        {
            Messages = new NumberRange(2, 9),
            Bytes = new NumberRange(3, 99),
            Seen = new BytePattern("!"u8),
            From = TimeSpan.FromMilliseconds(10),
        });
        bench.Pass("a\nbc!d\n");
        bench.Advance(10);
        bench.Pass("e\n");
        Assert.Equal(["0 a\\nbc!d\\n"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void From_is_the_age_of_the_connection(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new MuteFault { From = TimeSpan.FromMilliseconds(10) });
        bench.Advance(9);
        bench.Pass("a");
        bench.Advance(1);
        bench.Pass("b");
        Assert.Equal(["9 a"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Connections_are_counted(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new MuteFault { Connections = NumberRange.Only(2) });
        bench.Pass("a");
        Assert.Equal(["0 a"], bench.Came);
        var peer = new ScriptedWire(() => "");
        Assert.True(bench.Injector.Wrap(peer, ObservedSide.Server).SendAsync(new byte[1]).AsTask().IsCompletedSuccessfully);
        Assert.Equal(way == FaultDirection.Out ? 0 : 1, peer.Log.Count);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Chance_is_drawn_for_each_message_however_it_is_cut(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new MuteFault { Probability = 0.5 });
        for (var i = 0; i < 200; i++)
        {
            bench.Pass("a");
            bench.Pass("b\n");
        }

        var came = bench.Came.Select(static came => came.Split(' ')[1]).ToArray();
        Assert.InRange(came.Length, 140, 260);
        Assert.Equal(came.Length / 2, came.Count(static one => one == "a"));
        Assert.All(came.Chunk(2), static pair => Assert.Equal(["a", "b\\n"], pair));
    }

    [Fact]
    public void Chance_of_a_fault_of_connections_chooses_connections()
    {
        using var injector = new FaultInjector(new FaultPlan([new ResetAfterFault { Probability = 0.5 }], 1));
        var resets = Enumerable.Range(0, 200).Count(_ =>
        {
            var peer = new ScriptedWire(() => "");
            injector.Wrap(peer, ObservedSide.Server);
            return peer.Log.Count > 0;
        });
        Assert.InRange(resets, 70, 130);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Count_is_of_messages(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new MuteFault { Count = 2, Messages = NumberRange.From(2) });
        bench.Pass("a\nb");
        bench.Pass("b\nc\nd\n");
        Assert.Equal(["0 a\\n", "0 d\\n"], bench.Came);
    }

    [Fact]
    public void Count_of_a_fault_of_connections_is_of_connections()
    {
        using var injector = new FaultInjector(new FaultPlan(new ResetAfterFault { Count = 2, Connections = NumberRange.From(2) }));
        var logs = Enumerable.Range(0, 5).Select(_ =>
        {
            var peer = new ScriptedWire(() => "0");
            injector.Wrap(peer, ObservedSide.Server);
            return peer.Log.Count;
        });
        Assert.Equal([0, 1, 1, 0, 0], logs);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void For_counts_from_when_it_was_first_done(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new StallFault { For = TimeSpan.FromSeconds(1), Messages = NumberRange.From(2) });
        bench.Pass("ab\n");
        bench.Advance(300);
        bench.Pass("cd\n");
        bench.Finish();
        bench.Advance(5000);
        Assert.Equal(["0 ab\\n", "300 c", "1300 d\\n", "1300 FIN"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void For_of_a_fault_of_connections_counts_from_its_place(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new SlowReaderFault { For = TimeSpan.FromSeconds(1), AfterMessages = 2 });
        bench.Pass("a\n");
        bench.Advance(900);
        bench.Pass("b\nc\n");
        bench.Advance(5000);
        Assert.Equal(["0 a\\n", "900 b\\n", "1900 c\\n"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Heal_counts_from_when_it_was_put_into_force(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new StallFault { Heal = TimeSpan.FromSeconds(1) });
        bench.Advance(900);
        bench.Pass("ab\n");
        bench.Advance(5000);
        bench.Pass("cd\n");
        Assert.Equal(["900 a", "1000 b\\n", "5900 cd\\n"], bench.Came);
        Assert.Empty(bench.Injector.Faults);
    }

    [Fact]
    public void What_time_has_healed_is_not_done_to_new_connections()
    {
        var clock = new FakeClock();
        using var injector = new FaultInjector(new FaultPlan(new ResetAfterFault { Heal = TimeSpan.FromSeconds(1) }), clock);
        clock.Advance(TimeSpan.FromSeconds(1));
        var peer = new ScriptedWire(() => "");
        injector.Wrap(peer, ObservedSide.Server);
        Assert.Empty(peer.Log);
    }

    public static TheoryData<string> Times => ["by", "from", "for", "heal", "hold", "jitter", "gap", "every", "late", "coalesce", "slow"];

    [Theory]
    [MemberData(nameof(Times))]
    public void A_time_may_be_as_long_as_one_likes(string which)
    {
        foreach (var time in new[] { TimeSpan.MaxValue, TimeSpan.MaxValue - TimeSpan.FromTicks(1), TimeSpan.FromDays(24), TimeSpan.FromDays(60) })
        {
            Fault fault = which switch
            {
                "by" => new DelayFault { By = time },
                "from" => new ResetAfterFault { From = time },
                "for" => new StallFault { For = time },
                "heal" => new StallFault { Heal = time },
                "hold" => new StallFault { Hold = time },
                "jitter" => new DelayFault { Jitter = time, Distribution = JitterDistribution.Pareto },
                "gap" => new SplitFault { Gap = time },
                "every" => new SwizzleFault { Every = time },
                "late" => new LateFault { By = time },
                "coalesce" => new CoalesceFault { Hold = time },
                _ => new SlowReaderFault { Hold = time, AfterBytes = 100 },
            };
            using var bench = FaultBench.Of(FaultDirection.Out, fault);
            bench.Advance(1000);
            bench.Send("abc");
            bench.Send("d");
            bench.Clock.Advance(TimeSpan.FromDays(250));
            var all = string.Concat(bench.Sent.Select(static sent => sent.Split(' ')[1]));
            Assert.StartsWith(all, "abcdRST", StringComparison.Ordinal);

            // A jitter has no bound: whether it comes within the days of this test is left to chance.
            Assert.True(time > TimeSpan.FromDays(100) || which == "jitter" || all.Length >= 4);
        }
    }
}
