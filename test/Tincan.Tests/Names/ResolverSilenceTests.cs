using Tincan.Framing;
using Tincan.Protocols.Names;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Names;

/// <summary>Table servers that are dead, refused, closed or late.</summary>
public sealed class ResolverSilenceTests
{
    [Fact]
    public async Task A_refused_table_server_never_delays_another()
    {
        await using var bench = new ResolverBench();
        bench.Refuse(1);
        var client = bench.Connect();
        await client.SayAsync("a.com\n");
        var upstream = await bench.AcceptAsync(2, "a.com\n");
        await upstream.SayAsync("a.com 1.1.1.1 A IN\n");

        Assert.Equal("a.com 1.1.1.1 A IN\n", await client.HearAsync());
        Assert.Contains("table server ts:1 unavailable: refused", bench.Bench.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_all_refuse_the_deadline_still_has_to_pass()
    {
        await using var bench = new ResolverBench();
        bench.Refuse(1);
        bench.Refuse(2);
        var client = bench.Connect();
        await client.SayAsync("a.com\n");
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline);
        bench.Clock.Advance(ResolverBench.Deadline - TimeSpan.FromTicks(1));
        Assert.Equal("", await client.HearNowAsync());
        bench.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("a.com - TIMED OUT\n", await client.HearAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_table_server_that_closes_without_an_answer_is_silent_and_is_asked_again_next_time(bool reset)
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SayAsync("a.com\n");
        foreach (var port in new[] { 1, 2 })
        {
            var closing = await bench.AcceptAsync(port, "a.com\n");
            if (reset)
            {
                closing.Abort();
            }

            await closing.DisposeAsync();

            // It may have closed because of the line end.
            await (await bench.AcceptAsync(port, "a.com")).FinishAsync();
        }

        await bench.TimeOutAsync();
        Assert.Equal("a.com - TIMED OUT\n", await client.HearAsync());
        await client.SayAsync("b.com\n");
        var upstream = await bench.AcceptAsync(1, "b.com\n");
        await upstream.SayAsync("b.com 1.1.1.1 A IN\n");
        Assert.Equal("b.com 1.1.1.1 A IN\n", await client.HearAsync());
    }

    [Fact]
    public async Task A_table_server_that_was_slow_once_is_not_taken_for_one_that_only_understands_raw()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SayAsync("a.com\n");
        var upstream = await bench.AcceptAsync(1, "a.com\n");
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline / 10);
        bench.Clock.Advance(ResolverBench.Deadline / 10);
        Assert.Equal("a.com", await upstream.HearAsync());
        await upstream.SayAsync("a.com 1.1.1.1 A IN\n");
        Assert.Equal("a.com 1.1.1.1 A IN\n", await client.HearAsync());

        await client.SayAsync("b.com\n");
        Assert.Equal("b.com", await upstream.HearAsync());
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline / 10);
        bench.Clock.Advance(ResolverBench.Deadline / 10);
        Assert.Equal("\nb.com\n", await upstream.HearAsync());
        await upstream.SayAsync("b.com 2.2.2.2 A IN\n");
        Assert.Equal("b.com 2.2.2.2 A IN\n", await client.HearAsync());
    }

    [Fact]
    public async Task A_table_server_that_closes_after_each_answer_gets_a_connection_a_question()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        foreach (var name in new[] { "a.com", "b.com", "c.com" })
        {
            await client.SayAsync(name + "\n");
            var upstream = await bench.AcceptAsync(1, name + "\n");
            await upstream.SayAsync($"{name} 1.1.1.1 A IN\n");
            Assert.Equal($"{name} 1.1.1.1 A IN\n", await client.HearAsync());
            await upstream.FinishAsync();
        }
    }

    [Fact]
    public Task An_answer_after_its_deadline_is_never_given_to_the_next_question_on_every_split() =>
        Splits.EachAsync("slow.com 1.1.1.1 A IN\nfast.com.uk 3.3.3.3 A IN\nfast.com 2.2.2.2 A IN\n", async split =>
        {
            await using var bench = new ResolverBench(ResolverBench.Options with { UpstreamDialect = Dialect.Lf });
            var client = bench.Connect();
            await client.SayAsync("slow.com\n");
            var upstream = await bench.AcceptAsync(1, "slow.com\n");
            await bench.TimeOutAsync();
            Assert.Equal("slow.com - TIMED OUT\n", await client.HearAsync());

            await client.SayAsync("fast.com\n");
            Assert.Equal("fast.com\n", await upstream.HearAsync());
            await upstream.SendSegmentsAsync(split);
            Assert.Equal("fast.com 2.2.2.2 A IN\n", await client.HearAsync());
        });

    [Fact]
    public async Task The_answer_of_the_slower_table_server_is_never_given_to_the_next_question()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SayAsync("one.com\n");
        var (quick, slow) = (await bench.AcceptAsync(1, "one.com\n"), await bench.AcceptAsync(2, "one.com\n"));
        await quick.SayAsync("one.com 1.1.1.1 A IN\n");
        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.HearAsync());

        await slow.SayAsync("one.com 9.9.9.9 A IN\n");
        await client.SayAsync("two.com\n");
        Assert.Equal("two.com\n", await slow.HearAsync());
        await slow.SayAsync("two.com 2.2.2.2 A IN\n");
        Assert.Equal("two.com 2.2.2.2 A IN\n", await client.HearAsync());
    }

    [Theory]
    [InlineData("slow.com 1.1.1.1 A INfast.com 2.2.2.2 A IN", "fast.com 2.2.2.2 A IN")]
    [InlineData("slow.com 1.1.1.1 A INfast.com 2.2.2.2 A IN\n", "fast.com 2.2.2.2 A IN")]
    [InlineData("slow.com 1.1.1.1 A IN\0\0fast.com 2.2.2.2 A IN\0\0", "fast.com 2.2.2.2 A IN")]
    [InlineData("slow.com 1.1.1.1 Afast.com 2.2.2.2 A\n", "fast.com 2.2.2.2 A")]
    [InlineData("slow.com - Error:HOST NOT FOUNDfast.com 2.2.2.2 A IN", "fast.com 2.2.2.2 A IN")]
    [InlineData("slow.com 1.1.1.1 A IN\r\nnotfast.com 3.3.3.3 A INfast.com 2.2.2.2 A IN", "fast.com 2.2.2.2 A IN")]
    public Task In_raw_late_answers_are_told_apart_on_every_split_and_the_connection_is_kept(string answers, string answer) =>
        Splits.EachAsync(answers, async split =>
        {
            await using var bench = new ResolverBench(ResolverBench.Options with { Lines = new() { Dialect = Dialect.Raw } });
            var client = bench.Connect();
            await client.SayAsync("slow.com");
            await bench.Clock.WhenTimerAsync(TimeSpan.FromMilliseconds(20));
            bench.Clock.Advance(TimeSpan.FromMilliseconds(20));
            var upstream = await bench.AcceptAsync(1, "slow.com");
            await bench.TimeOutAsync();
            Assert.Equal("slow.com - TIMED OUT", await client.HearAsync());

            await client.SayAsync("fast.com");
            await bench.Clock.WhenTimerAsync(TimeSpan.FromMilliseconds(20));
            bench.Clock.Advance(TimeSpan.FromMilliseconds(20));
            Assert.Equal("fast.com", await upstream.HearAsync());
            await upstream.SendSegmentsAsync(split);
            Assert.Equal(answer, await client.HearAsync());
        });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_comes_after_the_answer_serves_the_next_question(bool comesBeforeIt)
    {
        // A table server that accepts once would be gone with a connection that was given up.
        var (made, table) = MemoryWire.CreatePair();
        var (quick, other) = MemoryWire.CreatePair();
        var late = new TaskCompletionSource<Wire>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isMade = 0;
        await using var bench = new ResolverBench(ResolverBench.Options with
        {
            Connect = async (server, cancel) => ((HostPort)server).Port == 2 ? quick
                : Interlocked.Exchange(ref isMade, 1) == 0 ? await late.Task.WaitAsync(cancel)
                : throw new ConnectException("it accepts once"),
        });
        var client = bench.Connect();
        await client.SayAsync("one.com\n");
        Assert.Equal("one.com\n", await other.HearAsync());
        await other.SayAsync("one.com 1.1.1.1 A IN\n");
        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.HearAsync());
        if (comesBeforeIt)
        {
            late.SetResult(made);
        }

        await client.SayAsync("two.com\n");
        Assert.Equal("two.com\n", await other.HearAsync());
        late.TrySetResult(made);
        Assert.Equal("two.com\n", await table.HearAsync());
        await table.SayAsync("two.com 2.2.2.2 A IN\n");
        Assert.Equal("two.com 2.2.2.2 A IN\n", await client.HearAsync());
    }

    [Fact]
    public async Task With_line_ends_too_a_name_may_have_been_read_with_the_one_before_and_is_asked_again()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SayAsync("zero.com\n");
        var (first, second) = (await bench.AcceptAsync(1, "zero.com\n"), await bench.AcceptAsync(2, "zero.com\n"));
        await second.SayAsync("zero.com 0.0.0.0 A IN\n");
        Assert.Equal("zero.com 0.0.0.0 A IN\n", await client.HearAsync());
        await client.SayAsync("one.com\n");
        Assert.Equal("one.com\n", await first.HearAsync());
        await first.SayAsync("one.com 1.1.1.1 A IN\n");
        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.HearAsync());

        // The second table server takes line ends off what one read returns.
        await client.SayAsync("two.com\n");
        Assert.Equal("one.com\ntwo.com\n", await second.HearExactlyAsync("one.com\ntwo.com\n".Length));
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline / 10);
        bench.Clock.Advance(ResolverBench.Deadline / 10);
        Assert.Equal("two.com\n", await second.HearAsync());
        await second.SayAsync("two.com 2.2.2.2 A IN\n");
        Assert.Equal("two.com 2.2.2.2 A IN\n", await client.HearAsync());
    }

    [Fact]
    public async Task In_raw_a_name_that_ran_together_with_an_unanswered_one_is_asked_again_alone()
    {
        await using var bench = new ResolverBench(ResolverBench.Options with { UpstreamDialect = Dialect.Raw });
        var client = bench.Connect();
        await client.SayAsync("one.com\n");
        var (first, second) = (await bench.AcceptAsync(1, "one.com"), await bench.AcceptAsync(2));
        await first.SayAsync("one.com 1.1.1.1 A IN");
        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.HearAsync());

        // The second table server reads both names as one, and knows no such name.
        await client.SayAsync("two.com\n");
        Assert.Equal("two.com", await first.HearAsync());
        Assert.Equal("one.comtwo.com", await second.HearExactlyAsync("one.comtwo.com".Length));
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline / 10);
        bench.Clock.Advance(ResolverBench.Deadline / 10);
        Assert.Equal("two.com", await second.HearAsync());

        // It did not get to run in between, and read all three as one.
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline * 0.4);
        bench.Clock.Advance(ResolverBench.Deadline * 0.4);
        Assert.Equal("two.com", await second.HearAsync());
        bench.Clock.Advance(ResolverBench.Deadline * 0.4);
        Assert.Equal("", await second.HearNowAsync());
        await second.SayAsync("two.com 2.2.2.2 A IN");
        Assert.Equal("two.com 2.2.2.2 A IN\n", await client.HearAsync());
        Assert.Equal("", await first.HearNowAsync());
    }

    [Fact]
    public async Task A_connection_that_was_lost_is_made_again_and_if_it_is_refused_the_others_go_on()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SayAsync("one.com\n");
        var (first, second) = (await bench.AcceptAsync(1, "one.com\n"), await bench.AcceptAsync(2, "one.com\n"));
        await first.SayAsync("one.com 1.1.1.1 A IN\n");
        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.HearAsync());
        await first.FinishAsync();

        await client.SayAsync("two.com\n");
        first = await bench.AcceptAsync(1, "two.com\n");
        Assert.Equal("two.com\n", await second.HearAsync());
        await second.SayAsync("two.com 2.2.2.2 A IN\n");
        Assert.Equal("two.com 2.2.2.2 A IN\n", await client.HearAsync());

        bench.Refuse(1);
        await first.DisposeAsync();
        await client.SayAsync("three.com\n");
        Assert.Equal("three.com\n", await second.HearAsync());
        await second.SayAsync("three.com 3.3.3.3 A IN\n");
        Assert.Equal("three.com 3.3.3.3 A IN\n", await client.HearAsync());
    }

    [Fact]
    public async Task A_record_wins_over_the_not_found_of_another_table_server()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SayAsync("one.com\n");
        var (first, second) = (await bench.AcceptAsync(1, "one.com\n"), await bench.AcceptAsync(2, "one.com\n"));
        await first.SayAsync("one.com - Error:HOST NOT FOUND\n");
        await second.SayAsync("one.com 1.1.1.1 A IN\n");

        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.HearAsync());
    }

    [Fact]
    public async Task When_all_table_servers_say_not_found_that_is_passed_on_at_once()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SayAsync("one.com\n");
        await (await bench.AcceptAsync(1, "one.com\n")).SayAsync("one.com - Error:HOST NOT FOUND\n");
        await (await bench.AcceptAsync(2, "one.com\n")).SayAsync("one.com - Error:HOST NOT FOUND\n");

        Assert.Equal("one.com - Error:HOST NOT FOUND\n", await client.HearAsync());
        Assert.Equal(TimeSpan.Zero, bench.Clock.Now);
    }

    [Theory]
    [InlineData("one.com\n")]
    [InlineData("one.com")]
    [InlineData("two.com 2.2.2.2 A IN\n")]
    [InlineData("xone.com 2.2.2.2 A IN\n")]
    [InlineData("one.com.uk 2.2.2.2 A IN\n")]
    public async Task An_echo_and_the_answer_to_another_name_are_not_passed_on(string wrong)
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SayAsync("one.com\n");
        await (await bench.AcceptAsync(1, "one.com\n")).SayAsync(wrong);
        await bench.TimeOutAsync();

        Assert.Equal("one.com - TIMED OUT\n", await client.HearAsync());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\0")]
    public async Task A_table_server_that_sends_the_line_end_back_inside_the_name_is_asked_in_raw_from_then_on(string end)
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SayAsync("one.com" + end);
        var upstream = await bench.AcceptAsync(1, "one.com" + end);
        await upstream.SayAsync($"one.com{end} - Error:HOST NOT FOUND{end}");
        Assert.Equal("one.com", await upstream.HearAsync());
        await upstream.SayAsync("one.com 1.1.1.1 A IN");
        Assert.Equal("one.com 1.1.1.1 A IN" + end, await client.HearAsync());

        await client.SayAsync("two.com" + end);
        Assert.Equal("two.com", await upstream.HearAsync());
        await upstream.SayAsync("two.com 2.2.2.2 A IN");
        Assert.Equal("two.com 2.2.2.2 A IN" + end, await client.HearAsync());
    }

    [Fact]
    public async Task A_table_server_that_is_silent_to_a_name_with_a_line_end_is_asked_in_raw_and_learned()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SayAsync("one.com\n");
        var upstream = await bench.AcceptAsync(1, "one.com\n");
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline / 10);
        bench.Clock.Advance(ResolverBench.Deadline / 10);
        Assert.Equal("one.com", await upstream.HearAsync());
        await upstream.SayAsync("one.com 1.1.1.1 A IN");
        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.HearAsync());

        await client.SayAsync("two.com\n");
        Assert.Equal("two.com", await upstream.HearAsync());
        await upstream.SayAsync("two.com 2.2.2.2 A IN");
        Assert.Equal("two.com 2.2.2.2 A IN\n", await client.HearAsync());
        Assert.Equal(ResolverBench.Deadline / 10, bench.Clock.Now);
    }

    [Fact]
    public async Task A_table_server_that_waits_for_line_ends_loses_no_name_to_the_one_that_was_asked_in_raw()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SayAsync("miss.com\n");
        var upstream = await bench.AcceptAsync(1, "miss.com\n");
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline / 10);
        bench.Clock.Advance(ResolverBench.Deadline / 10);
        Assert.Equal("miss.com", await upstream.HearAsync());
        bench.Clock.Advance(ResolverBench.Deadline * 0.9);
        Assert.Equal("miss.com - TIMED OUT\n", await client.HearAsync());

        await client.SayAsync("one.com\n");
        Assert.Equal("\none.com\n", await upstream.HearAsync());
        await upstream.SayAsync("one.com 1.1.1.1 A IN\n");
        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.HearAsync());

        // It understands line ends: a miss is not asked in raw again.
        await client.SayAsync("two.com\n");
        Assert.Equal("two.com\n", await upstream.HearAsync());
        await bench.TimeOutAsync();
        Assert.Equal("two.com - TIMED OUT\n", await client.HearAsync());
        Assert.Equal("", await upstream.HearNowAsync());
    }

    [Fact]
    public async Task A_table_server_that_did_not_take_its_whole_question_gets_the_next_on_a_new_connection()
    {
        await using var bench = new ResolverBench(window: 4);
        var client = bench.Connect();
        await client.SayAsync("slow.com\n");
        _ = await bench.AcceptAsync(1);
        await bench.TimeOutAsync();
        Assert.Equal("slow.com - TIMED OUT\n", await client.HearAsync());

        await client.SayAsync("fast.com\n");
        var fresh = await bench.AcceptAsync(1);
        Assert.Equal("fast.com\n", await fresh.HearExactlyAsync(9));
    }

    [Fact]
    public async Task An_endless_answer_is_silence()
    {
        await using var bench = new ResolverBench(ResolverBench.Options with { Lines = new() { MaxLine = 20 } });
        var client = bench.Connect();
        await client.SayAsync("a.com\n");
        var upstream = await bench.AcceptAsync(1, "a.com\n");
        await upstream.SayAsync(new string('x', 21));
        await bench.TimeOutAsync();

        Assert.Equal("a.com - TIMED OUT\n", await client.HearAsync());
    }
}
