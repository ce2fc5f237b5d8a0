using Tincan.Framing;
using Tincan.Names;
using Tincan.Tests.Support;

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
        Assert.Contains("table server ts:1 counts as silent: refused", bench.Bench.Log.All, StringComparison.Ordinal);
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
        }

        await bench.TimeOutAsync();
        Assert.Equal("a.com - TIMED OUT\n", await client.HearAsync());
        await client.SayAsync("b.com\n");
        var upstream = await bench.AcceptAsync(1, "b.com\n");
        await upstream.SayAsync("b.com 1.1.1.1 A IN\n");
        Assert.Equal("b.com 1.1.1.1 A IN\n", await client.HearAsync());
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
            await using var bench = new ResolverBench();
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

    [Fact]
    public async Task In_raw_where_answers_have_no_edges_a_connection_that_owes_one_is_dropped()
    {
        await using var bench = new ResolverBench(ResolverBench.Options with { UpstreamDialect = Dialect.Raw });
        var client = bench.Connect();
        await client.SayAsync("slow.com\n");
        var late = await bench.AcceptAsync(1, "slow.com");
        await bench.TimeOutAsync();
        Assert.Equal("slow.com - TIMED OUT\n", await client.HearAsync());

        await client.SayAsync("fast.com\n");
        var fresh = await bench.AcceptAsync(1, "fast.com");
        Assert.Equal("", await late.HearToEndAsync());
        await fresh.SayAsync("fast.com 2.2.2.2 A IN");
        await bench.Clock.WhenTimerAsync(TimeSpan.FromMilliseconds(20));
        bench.Clock.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal("fast.com 2.2.2.2 A IN\n", await client.HearAsync());
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
