using Tincan.Framing;
using Tincan.Protocols.Names;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Names;

/// <summary>Table servers that are dead, refuse or close, and what counts as no answer.</summary>
public sealed class ResolverSilenceTests
{
    [Fact]
    public async Task A_refused_table_server_never_delays_another()
    {
        await using var bench = new ResolverBench();
        bench.Refuse(1);
        var client = bench.Connect();
        await client.SendTextAsync("a.com\n");
        var upstream = await bench.AcceptAsync(2, "a.com\n");
        await upstream.SendTextAsync("a.com 1.1.1.1 A IN\n");

        Assert.Equal("a.com 1.1.1.1 A IN\n", await client.ReceiveTextAsync());
        Assert.Contains("table server ts:1 unavailable: refused", bench.Bench.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_all_refuse_the_deadline_still_has_to_pass()
    {
        await using var bench = new ResolverBench();
        bench.Refuse(1);
        bench.Refuse(2);
        var client = bench.Connect();
        await client.SendTextAsync("a.com\n");
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline);
        bench.Clock.Advance(ResolverBench.Deadline - TimeSpan.FromTicks(1));
        Assert.Equal("", await client.ReceiveNowAsync());
        bench.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("a.com - TIMED OUT\n", await client.ReceiveTextAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_table_server_that_closes_without_an_answer_is_silent_and_is_asked_again_next_time(bool reset)
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("a.com\n");
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
        Assert.Equal("a.com - TIMED OUT\n", await client.ReceiveTextAsync());
        await client.SendTextAsync("b.com\n");
        var upstream = await bench.AcceptAsync(1, "b.com\n");
        await upstream.SendTextAsync("b.com 1.1.1.1 A IN\n");
        Assert.Equal("b.com 1.1.1.1 A IN\n", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_table_server_that_closes_after_each_answer_gets_a_connection_a_question()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        foreach (var name in new[] { "a.com", "b.com", "c.com" })
        {
            await client.SendTextAsync(name + "\n");
            var upstream = await bench.AcceptAsync(1, name + "\n");
            await upstream.SendTextAsync($"{name} 1.1.1.1 A IN\n");
            Assert.Equal($"{name} 1.1.1.1 A IN\n", await client.ReceiveTextAsync());
            await upstream.FinishAsync();
        }
    }

    [Fact]
    public async Task A_connection_that_was_lost_is_made_again_and_if_it_is_refused_the_others_go_on()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("one.com\n");
        var (first, second) = (await bench.AcceptAsync(1, "one.com\n"), await bench.AcceptAsync(2, "one.com\n"));
        await first.SendTextAsync("one.com 1.1.1.1 A IN\n");
        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.ReceiveTextAsync());
        await first.FinishAsync();

        await client.SendTextAsync("two.com\n");
        first = await bench.AcceptAsync(1, "two.com\n");
        Assert.Equal("two.com\n", await second.ReceiveTextAsync());
        await second.SendTextAsync("two.com 2.2.2.2 A IN\n");
        Assert.Equal("two.com 2.2.2.2 A IN\n", await client.ReceiveTextAsync());

        bench.Refuse(1);
        await first.DisposeAsync();
        await client.SendTextAsync("three.com\n");
        Assert.Equal("three.com\n", await second.ReceiveTextAsync());
        await second.SendTextAsync("three.com 3.3.3.3 A IN\n");
        Assert.Equal("three.com 3.3.3.3 A IN\n", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_record_wins_over_the_not_found_of_another_table_server()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("one.com\n");
        var (first, second) = (await bench.AcceptAsync(1, "one.com\n"), await bench.AcceptAsync(2, "one.com\n"));
        await first.SendTextAsync("one.com - Error:HOST NOT FOUND\n");
        await second.SendTextAsync("one.com 1.1.1.1 A IN\n");

        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task When_all_table_servers_say_not_found_that_is_passed_on_at_once()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("one.com\n");
        await (await bench.AcceptAsync(1, "one.com\n")).SendTextAsync("one.com - Error:HOST NOT FOUND\n");
        await (await bench.AcceptAsync(2, "one.com\n")).SendTextAsync("one.com - Error:HOST NOT FOUND\n");

        Assert.Equal("one.com - Error:HOST NOT FOUND\n", await client.ReceiveTextAsync());
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
        await client.SendTextAsync("one.com\n");
        await (await bench.AcceptAsync(1, "one.com\n")).SendTextAsync(wrong);
        await bench.TimeOutAsync();

        Assert.Equal("one.com - TIMED OUT\n", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_table_server_that_did_not_take_its_whole_question_gets_the_next_on_a_new_connection()
    {
        await using var bench = new ResolverBench(window: 4);
        var client = bench.Connect();
        await client.SendTextAsync("slow.com\n");
        _ = await bench.AcceptAsync(1);
        await bench.TimeOutAsync();
        Assert.Equal("slow.com - TIMED OUT\n", await client.ReceiveTextAsync());

        await client.SendTextAsync("fast.com\n");
        var fresh = await bench.AcceptAsync(1);
        Assert.Equal("fast.com\n", await fresh.ReceiveExactlyAsync(9));
    }

    [Fact]
    public async Task An_endless_answer_is_silence()
    {
        await using var bench = new ResolverBench(ResolverBench.Options with { Lines = new() { MaxLine = 20 } });
        var client = bench.Connect();
        await client.SendTextAsync("a.com\n");
        var upstream = await bench.AcceptAsync(1, "a.com\n");
        await upstream.SendTextAsync(new string('x', 21));
        await bench.TimeOutAsync();

        Assert.Equal("a.com - TIMED OUT\n", await client.ReceiveTextAsync());
    }
}
