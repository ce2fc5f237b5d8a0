using Tincan.Framing;
using Tincan.Protocols.Names;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Names;

/// <summary>Finding out how a table server ends a question, and whether it reads two as one.</summary>
public sealed class ResolverLineEndTests
{
    [Fact]
    public async Task A_table_server_that_was_slow_once_is_not_taken_for_one_that_only_understands_raw()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("a.com\n");
        var upstream = await bench.AcceptAsync(1, "a.com\n");
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline / 10);
        bench.Clock.Advance(ResolverBench.Deadline / 10);
        Assert.Equal("a.com", await upstream.ReceiveTextAsync());
        await upstream.SendTextAsync("a.com 1.1.1.1 A IN\n");
        Assert.Equal("a.com 1.1.1.1 A IN\n", await client.ReceiveTextAsync());

        await client.SendTextAsync("b.com\n");
        Assert.Equal("b.com", await upstream.ReceiveTextAsync());
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline / 10);
        bench.Clock.Advance(ResolverBench.Deadline / 10);
        Assert.Equal("\nb.com\n", await upstream.ReceiveTextAsync());
        await upstream.SendTextAsync("b.com 2.2.2.2 A IN\n");
        Assert.Equal("b.com 2.2.2.2 A IN\n", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task With_line_ends_too_a_name_may_have_been_read_with_the_one_before_and_is_asked_again()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("zero.com\n");
        var (first, second) = (await bench.AcceptAsync(1, "zero.com\n"), await bench.AcceptAsync(2, "zero.com\n"));
        await second.SendTextAsync("zero.com 0.0.0.0 A IN\n");
        Assert.Equal("zero.com 0.0.0.0 A IN\n", await client.ReceiveTextAsync());
        await client.SendTextAsync("one.com\n");
        Assert.Equal("one.com\n", await first.ReceiveTextAsync());
        await first.SendTextAsync("one.com 1.1.1.1 A IN\n");
        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.ReceiveTextAsync());

        // The second table server takes line ends off what one read returns.
        await client.SendTextAsync("two.com\n");
        Assert.Equal("one.com\ntwo.com\n", await second.ReceiveExactlyAsync("one.com\ntwo.com\n".Length));
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline / 10);
        bench.Clock.Advance(ResolverBench.Deadline / 10);
        Assert.Equal("two.com\n", await second.ReceiveTextAsync());
        await second.SendTextAsync("two.com 2.2.2.2 A IN\n");
        Assert.Equal("two.com 2.2.2.2 A IN\n", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task In_raw_a_name_that_ran_together_with_an_unanswered_one_is_asked_again_alone()
    {
        await using var bench = new ResolverBench(ResolverBench.Options with { UpstreamDialect = Dialect.Raw });
        var client = bench.Connect();
        await client.SendTextAsync("one.com\n");
        var (first, second) = (await bench.AcceptAsync(1, "one.com"), await bench.AcceptAsync(2));
        await first.SendTextAsync("one.com 1.1.1.1 A IN");
        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.ReceiveTextAsync());

        // The second table server reads both names as one, and knows no such name.
        await client.SendTextAsync("two.com\n");
        Assert.Equal("two.com", await first.ReceiveTextAsync());
        Assert.Equal("one.comtwo.com", await second.ReceiveExactlyAsync("one.comtwo.com".Length));
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline / 10);
        bench.Clock.Advance(ResolverBench.Deadline / 10);
        Assert.Equal("two.com", await second.ReceiveTextAsync());

        // It did not get to run in between, and read all three as one.
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline * 0.4);
        bench.Clock.Advance(ResolverBench.Deadline * 0.4);
        Assert.Equal("two.com", await second.ReceiveTextAsync());
        bench.Clock.Advance(ResolverBench.Deadline * 0.4);
        Assert.Equal("", await second.ReceiveNowAsync());
        await second.SendTextAsync("two.com 2.2.2.2 A IN");
        Assert.Equal("two.com 2.2.2.2 A IN\n", await client.ReceiveTextAsync());
        Assert.Equal("", await first.ReceiveNowAsync());
    }

    [Fact]
    public async Task Where_raw_is_a_guess_a_name_that_ran_together_is_asked_again_in_raw_before_raw_is_doubted()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("zero.com\n");
        var (first, second) = (await bench.AcceptAsync(1, "zero.com\n"), await bench.AcceptAsync(2, "zero.com\n"));
        await AdvanceAsync();
        Assert.Equal("zero.com", await first.ReceiveTextAsync());
        Assert.Equal("zero.com", await second.ReceiveTextAsync());
        await second.SendTextAsync("zero.com 0.0.0.0 A IN\n");
        Assert.Equal("zero.com 0.0.0.0 A IN\n", await client.ReceiveTextAsync());
        await client.SendTextAsync("one.com\n");
        Assert.Equal("\none.com\n", await first.ReceiveTextAsync());
        Assert.Equal("one.com", await second.ReceiveTextAsync());
        await AdvanceAsync();
        Assert.Equal("one.com", await first.ReceiveTextAsync());
        await first.SendTextAsync("one.com 1.1.1.1 A IN\n");
        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.ReceiveTextAsync());

        // The second table server takes one read for a name.
        await client.SendTextAsync("two.com\n");
        Assert.Equal("\none.com\ntwo.com", await second.ReceiveExactlyAsync("\none.com\ntwo.com".Length));
        await AdvanceAsync();
        Assert.Equal("two.com", await second.ReceiveTextAsync());
        await second.SendTextAsync("two.com 2.2.2.2 A IN\n");
        Assert.Equal("two.com 2.2.2.2 A IN\n", await client.ReceiveTextAsync());

        async Task AdvanceAsync()
        {
            await bench.Clock.WhenTimerAsync(ResolverBench.Deadline / 10);
            bench.Clock.Advance(ResolverBench.Deadline / 10);
        }
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\0")]
    public async Task A_table_server_that_sends_the_line_end_back_inside_the_name_is_asked_in_raw_from_then_on(string end)
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("one.com" + end);
        var upstream = await bench.AcceptAsync(1, "one.com" + end);
        await upstream.SendTextAsync($"one.com{end} - Error:HOST NOT FOUND{end}");
        Assert.Equal("one.com", await upstream.ReceiveTextAsync());
        await upstream.SendTextAsync("one.com 1.1.1.1 A IN");
        Assert.Equal("one.com 1.1.1.1 A IN" + end, await client.ReceiveTextAsync());

        await client.SendTextAsync("two.com" + end);
        Assert.Equal("two.com", await upstream.ReceiveTextAsync());
        await upstream.SendTextAsync("two.com 2.2.2.2 A IN");
        Assert.Equal("two.com 2.2.2.2 A IN" + end, await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_table_server_that_is_silent_to_a_name_with_a_line_end_is_asked_in_raw_and_learned()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("one.com\n");
        var upstream = await bench.AcceptAsync(1, "one.com\n");
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline / 10);
        bench.Clock.Advance(ResolverBench.Deadline / 10);
        Assert.Equal("one.com", await upstream.ReceiveTextAsync());
        await upstream.SendTextAsync("one.com 1.1.1.1 A IN");
        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.ReceiveTextAsync());

        await client.SendTextAsync("two.com\n");
        Assert.Equal("two.com", await upstream.ReceiveTextAsync());
        await upstream.SendTextAsync("two.com 2.2.2.2 A IN");
        Assert.Equal("two.com 2.2.2.2 A IN\n", await client.ReceiveTextAsync());
        Assert.Equal(ResolverBench.Deadline / 10, bench.Clock.Now);
    }

    [Fact]
    public async Task A_table_server_that_waits_for_line_ends_loses_no_name_to_the_one_that_was_asked_in_raw()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("miss.com\n");
        var upstream = await bench.AcceptAsync(1, "miss.com\n");
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline / 10);
        bench.Clock.Advance(ResolverBench.Deadline / 10);
        Assert.Equal("miss.com", await upstream.ReceiveTextAsync());
        bench.Clock.Advance(ResolverBench.Deadline * 0.9);
        Assert.Equal("miss.com - TIMED OUT\n", await client.ReceiveTextAsync());

        await client.SendTextAsync("one.com\n");
        Assert.Equal("\none.com\n", await upstream.ReceiveTextAsync());
        await upstream.SendTextAsync("one.com 1.1.1.1 A IN\n");
        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.ReceiveTextAsync());

        // It understands line ends: a miss is not asked in raw again.
        await client.SendTextAsync("two.com\n");
        Assert.Equal("two.com\n", await upstream.ReceiveTextAsync());
        await bench.TimeOutAsync();
        Assert.Equal("two.com - TIMED OUT\n", await client.ReceiveTextAsync());
        Assert.Equal("", await upstream.ReceiveNowAsync());
    }
}
