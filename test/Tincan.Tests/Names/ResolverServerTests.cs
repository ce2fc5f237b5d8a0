using Tincan.Framing;
using Tincan.Protocols.Names;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Names;

public sealed class ResolverServerTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public async Task All_are_asked_at_once_and_the_first_answer_is_passed_on_unchanged_without_waiting_for_the_other(int quick, int silent)
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("google.com\n");
        _ = await bench.AcceptAsync(silent, "google.com\n");
        var upstream = await bench.AcceptAsync(quick, "google.com\n");
        await upstream.SendTextAsync("GOOGLE.com  46.1.3.7\tA IN and more \n");

        Assert.Equal("GOOGLE.com  46.1.3.7\tA IN and more \n", await client.ReceiveTextAsync());
        Assert.Equal(TimeSpan.Zero, bench.Clock.Now);
    }

    [Fact]
    public async Task When_all_are_silent_the_client_gets_its_own_spelling_at_the_deadline_and_not_before()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("NoThere.Com\n");
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline);
        bench.Clock.Advance(ResolverBench.Deadline - TimeSpan.FromMilliseconds(1));
        Assert.Equal("", await client.ReceiveNowAsync());

        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("NoThere.Com - TIMED OUT\n", await client.ReceiveTextAsync());
        Assert.Equal(ResolverBench.Deadline, bench.Clock.Now);
    }

    [Fact]
    public async Task The_deadline_and_the_strings_of_2020_can_be_chosen()
    {
        var options = ResolverBench.Options with { Deadline = TimeSpan.FromSeconds(1.5), Edition = Edition.Of2020 };
        await using var bench = new ResolverBench(options);
        var client = bench.Connect();
        await client.SendTextAsync("a.com\n");
        await bench.Clock.WhenTimerAsync(options.Deadline);
        bench.Clock.Advance(options.Deadline);

        Assert.Equal("a.com - Error:HOST NOT FOUND\n", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_blank_question_is_answered_at_once_without_asking_a_table_server()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("\n\n");

        Assert.Equal(" - TIMED OUT\n - TIMED OUT\n", await client.ReceiveExactlyAsync(26));
        Assert.Equal(TimeSpan.Zero, bench.Clock.Now);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\0")]
    public async Task Table_servers_are_asked_in_the_dialect_the_client_asked_in(string end)
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("a.com" + end);
        var upstream = await bench.AcceptAsync(1, "a.com" + end);
        await upstream.SendTextAsync("a.com 1.1.1.1 A IN" + end);

        Assert.Equal("a.com 1.1.1.1 A IN" + end, await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task In_raw_silence_ends_the_question_and_the_answer_ends_by_itself()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("a.com");
        await bench.Clock.WhenTimerAsync(TimeSpan.FromMilliseconds(500));
        bench.Clock.Advance(TimeSpan.FromMilliseconds(500));
        var upstream = await bench.AcceptAsync(1, "a.com");
        await upstream.SendTextAsync("a.com 1.1.1.1 ");
        await upstream.SendTextAsync("A IN");

        Assert.Equal("a.com 1.1.1.1 A IN", await client.ReceiveTextAsync());
        Assert.Equal(TimeSpan.FromMilliseconds(500), bench.Clock.Now);
    }

    [Fact]
    public async Task In_raw_a_name_that_was_found_before_is_known_at_once()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("a.com");
        await bench.Clock.WhenTimerAsync(TimeSpan.FromMilliseconds(500));
        bench.Clock.Advance(TimeSpan.FromMilliseconds(500));
        var upstream = await bench.AcceptAsync(1, "a.com");
        await upstream.SendTextAsync("a.com 1.1.1.1 A IN");
        Assert.Equal("a.com 1.1.1.1 A IN", await client.ReceiveTextAsync());

        await client.SendTextAsync("a.com");
        Assert.Equal("a.com", await upstream.ReceiveTextAsync());
        Assert.Equal(TimeSpan.FromMilliseconds(500), bench.Clock.Now);
    }

    [Fact]
    public async Task A_line_end_that_comes_after_its_question_was_answered_ends_the_answer()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("a.com");
        await bench.Clock.WhenTimerAsync(TimeSpan.FromMilliseconds(500));
        bench.Clock.Advance(TimeSpan.FromMilliseconds(500));
        await (await bench.AcceptAsync(1, "a.com")).SendTextAsync("a.com 1.1.1.1 A IN");
        Assert.Equal("a.com 1.1.1.1 A IN", await client.ReceiveTextAsync());

        await client.SendTextAsync("\n");
        Assert.Equal("\n", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_dialect_for_table_servers_can_be_set_and_the_client_is_answered_in_its_own()
    {
        await using var bench = new ResolverBench(ResolverBench.Options with { UpstreamDialect = Dialect.Nul });
        var client = bench.Connect();
        await client.SendTextAsync("a.com\r\n");
        var upstream = await bench.AcceptAsync(1, "a.com\0");
        await upstream.SendTextAsync("a.com 1.1.1.1 A IN\0");

        Assert.Equal("a.com 1.1.1.1 A IN\r\n", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Questions_asked_at_once_are_answered_in_order_on_kept_connections()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("a.com\nb.com\n");
        var upstream = await bench.AcceptAsync(1);
        foreach (var name in new[] { "a.com", "b.com" })
        {
            Assert.Equal(name + "\n", await upstream.ReceiveTextAsync());
            await upstream.SendTextAsync($"{name} 1.1.1.1 A IN\n");
            Assert.Equal($"{name} 1.1.1.1 A IN\n", await client.ReceiveTextAsync());
        }
    }

    [Fact]
    public async Task Each_client_has_connections_of_its_own_and_none_waits_for_another()
    {
        await using var bench = new ResolverBench();
        var slow = bench.Connect();
        await slow.SendTextAsync("slow.com\n");
        _ = await bench.AcceptAsync(1, "slow.com\n");
        var quick = bench.Connect();
        await quick.SendTextAsync("quick.com\n");
        var upstream = await bench.AcceptAsync(1, "quick.com\n");
        await upstream.SendTextAsync("quick.com 1.1.1.1 A IN\n");

        Assert.Equal("quick.com 1.1.1.1 A IN\n", await quick.ReceiveTextAsync());
        Assert.Equal("", await slow.ReceiveNowAsync());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    public async Task The_connection_to_a_table_server_outlives_the_client_and_serves_the_next_one(string end)
    {
        await using var bench = new ResolverBench(ResolverBench.Options with { Lines = new() { Dialect = end.Length > 0 ? Dialect.Lf : Dialect.Raw } });
        MemoryWire? upstream = null;
        foreach (var name in new[] { "a.com", "b.com" })
        {
            var client = bench.Connect();
            await client.SendTextAsync(name + end);
            await client.FinishAsync();
            upstream ??= await bench.AcceptAsync(1);
            Assert.Equal(name + end, await upstream.ReceiveTextAsync());
            await upstream.SendTextAsync($"{name} 1.1.1.1 A IN{end}");
            Assert.Equal($"{name} 1.1.1.1 A IN{end}", await client.ReceiveToEndAsync());
            await bench.Bench.WhenConnectionsAsync(0);
        }

        Assert.Equal(0, await bench.Bench.Host.StopAsync().InTime());
        Assert.Equal("", await upstream!.ReceiveToEndAsync());
    }

    [Fact]
    public async Task When_the_client_leaves_while_the_answer_is_awaited_others_go_on()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("a.com\n");
        var upstream = await bench.AcceptAsync(1, "a.com\n");
        client.Abort();
        await upstream.SendTextAsync("a.com 1.1.1.1 A IN\n");
        await bench.Bench.WhenConnectionsAsync(0);

        var other = bench.Connect();
        await other.SendTextAsync("b.com\n");
        Assert.Equal("b.com\n", await upstream.ReceiveTextAsync());
    }

    [Fact]
    public async Task When_the_server_stops_the_question_in_hand_is_still_answered()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("a.com\n");
        var upstream = await bench.AcceptAsync(1, "a.com\n");
        var stopping = bench.Bench.Host.StopAsync();
        await upstream.SendTextAsync("a.com 1.1.1.1 A IN\n");

        Assert.Equal("a.com 1.1.1.1 A IN\n", await client.ReceiveToEndAsync());
        await client.FinishAsync();
        Assert.Equal(0, await stopping.InTime());
    }

    [Fact]
    public async Task When_the_stop_limit_is_over_the_wait_for_an_answer_is_too()
    {
        await using var bench = new ResolverBench(ResolverBench.Options with { UpstreamDialect = Dialect.Lf }, new() { DrainTimeout = TimeSpan.FromSeconds(1) });
        var client = bench.Connect();
        await client.SendTextAsync("a.com\n");
        await bench.Clock.WhenTimerAsync(ResolverBench.Deadline);
        var upstream = await bench.AcceptAsync(1, "a.com\n");
        bench.Clock.Advance(TimeSpan.FromMilliseconds(500));
        var stopping = bench.Bench.Host.StopAsync();
        await bench.Clock.WhenTimerAsync(TimeSpan.FromSeconds(1));
        bench.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, await stopping.InTime());
        Assert.Equal("", await upstream.ReceiveToEndAsync());
    }
}
