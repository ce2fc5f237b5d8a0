using Tincan.Framing;
using Tincan.Protocols.Welcome;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Reverse;

public sealed class ReverseGreetingTests
{
    [Fact]
    public Task The_classic_greeting_is_read_without_waiting_on_every_split_even_coalesced_with_an_answer() =>
        Splits.EachAsync(WelcomeServer.ClassicGreeting + "ba\n", async split =>
        {
            await using var bench = new ReverseClientBench();
            var greeting = bench.Client.GreetAsync();
            await bench.Server.SendSegmentsAsync(split);

            Assert.Equal(WelcomeServer.ClassicGreeting, WireText.Text((await greeting.InTime()).Span));
            await bench.RunAsync("ab\n").InTime();
            Assert.Equal(["ba"], bench.Answers.Pieces);
        });

    [Fact]
    public async Task Another_greeting_ends_where_nothing_more_comes_for_200_ms()
    {
        await using var bench = new ReverseClientBench();
        var greeting = bench.Client.GreetAsync();
        await bench.Server.SendTextAsync("Good ");
        await bench.Clock.WhenTimerAsync(ReverseClientBench.Quiet);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(199));
        await bench.Server.SendTextAsync("day\n");
        await bench.BeQuietAsync(ReverseClientBench.Quiet);

        Assert.Equal("Good day\n", WireText.Text((await greeting.InTime()).Span));
        await AskAsync(bench, "ba\n", "ba");
    }

    [Fact]
    public async Task The_rest_of_a_greeting_that_stopped_in_its_middle_is_taken_off_the_first_answer()
    {
        await using var bench = new ReverseClientBench();
        var greeting = bench.Client.GreetAsync();
        await bench.Clock.WhenTimerAsync(ReverseClientBench.Quiet);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(199));
        await bench.Server.SendTextAsync("Wel");
        await bench.BeQuietAsync(ReverseClientBench.Quiet);

        Assert.Equal("Wel", WireText.Text((await greeting.InTime()).Span));
        await AskAsync(bench, "come to CS 352!ba\n", "ba");
    }

    [Fact]
    public async Task When_no_greeting_comes_the_client_asks_after_200_ms()
    {
        await using var bench = new ReverseClientBench();
        var greeting = bench.Client.GreetAsync();
        await bench.BeQuietAsync(ReverseClientBench.Quiet);

        Assert.True((await greeting.InTime()).IsEmpty);
        await AskAsync(bench, "ba\n", "ba");
    }

    [Fact]
    public async Task When_none_is_expected_the_client_does_not_wait_for_one()
    {
        await using var bench = new ReverseClientBench(new() { Greeting = "" });

        Assert.True(bench.Client.GreetAsync().IsCompletedSuccessfully);
        await AskAsync(bench, "ba\n", "ba");
    }

    [Fact]
    public async Task When_the_server_finishes_instead_the_greeting_is_what_came()
    {
        await using var bench = new ReverseClientBench();
        await bench.Server.SendTextAsync("Wel");
        await bench.Server.FinishAsync();

        Assert.Equal("Wel", WireText.Text((await bench.Client.GreetAsync().InTime()).Span));
    }

    [Theory]
    [InlineData("Welcome to CS 352!ba\n")]
    [InlineData("ba\n")]
    public Task A_greeting_that_comes_late_is_not_part_of_the_first_answer_on_every_split(string said) =>
        Splits.EachAsync(said, async split =>
        {
            await using var bench = new ReverseClientBench();
            var greeting = bench.Client.GreetAsync();
            await bench.BeQuietAsync(ReverseClientBench.Quiet);
            await greeting.InTime();
            var run = bench.RunAsync("ab\n");
            await bench.Server.SendSegmentsAsync(split);

            await run.InTime();
            Assert.Equal(["ba"], bench.Answers.Pieces);
        });

    [Theory]
    [InlineData("ab", "ba")]
    [InlineData("a line of more than 18 bytes", "setyb 81 naht erom fo enil a")]
    public async Task In_raw_a_late_greeting_that_comes_as_a_message_of_its_own_is_no_answer(string line, string answer)
    {
        await using var bench = new ReverseClientBench(new() { Lines = new() { Dialect = Dialect.Raw } });
        var greeting = bench.Client.GreetAsync();
        await bench.BeQuietAsync(ReverseClientBench.Quiet);
        await greeting.InTime();
        var run = bench.RunAsync(line + "\n");
        await bench.Server.SendTextAsync(WelcomeServer.ClassicGreeting);
        await bench.BeQuietAsync(ReverseClientBench.RawQuiet);
        await bench.Clock.WhenNoTimerAsync();
        await bench.Server.SendTextAsync(answer);
        await bench.BeQuietAsync(ReverseClientBench.RawQuiet);

        await run.InTime();
        Assert.Equal([answer], bench.Answers.Pieces);
    }

    [Theory]
    [InlineData("come to CS 352!", "")]
    [InlineData("come to", "")]
    [InlineData("come to CS 352!setyb", "setyb")]
    [InlineData("setyb", "setyb")]
    public async Task The_rest_of_a_greeting_is_not_part_of_an_answer_that_is_cut_off(string said, string pending)
    {
        await using var bench = new ReverseClientBench();
        await BeginToGreetAsync(bench);
        await bench.Server.SendTextAsync(said);
        var run = bench.RunAsync("a line of bytes\n");
        bench.Server.Abort();

        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(run));
        Assert.Equal(pending, WireText.Text(bench.Client.Pending.Span));
        Assert.Empty(bench.Answers.Pieces);
    }

    [Theory]
    [InlineData("come to CS 352!", null)]
    [InlineData("come to CS 352", null)]
    [InlineData("come to CS 352!setyb", "setyb")]
    public async Task The_rest_of_a_greeting_that_FIN_ends_is_no_answer(string said, string? answer)
    {
        await using var bench = new ReverseClientBench();
        await BeginToGreetAsync(bench);
        await bench.Server.SendTextAsync(said);
        await bench.Server.FinishAsync();
        var run = bench.RunAsync("a line of 14 b\n");

        if (answer is null)
        {
            Assert.Equal(CloseReason.PeerFinished, await WireText.FailureOf(run));
            Assert.Empty(bench.Answers.Pieces);
        }
        else
        {
            await run.InTime();
            Assert.Equal([answer], bench.Answers.Pieces);
        }
    }

    [Fact]
    public async Task A_late_greeting_in_front_of_the_answer_to_a_blank_line_leaves_the_blank_answer()
    {
        await using var bench = new ReverseClientBench();
        await BeginToGreetAsync(bench);
        await bench.Server.SendTextAsync("come to CS 352!\nba\n");

        await bench.RunAsync("\nab\n").InTime();
        Assert.Equal(["", "ba"], bench.Answers.Pieces);
    }

    [Fact]
    public async Task In_raw_the_rest_of_a_greeting_may_come_in_pieces_of_its_own()
    {
        await using var bench = new ReverseClientBench(new() { Lines = new() { Dialect = Dialect.Raw } });
        await BeginToGreetAsync(bench);
        var run = bench.RunAsync("ab\n");
        foreach (var piece in new[] { "come", " to CS ", "352!", "ba" })
        {
            await bench.Server.SendTextAsync(piece);
            await bench.BeQuietAsync(ReverseClientBench.RawQuiet);
            await bench.Clock.WhenNoTimerAsync();
        }

        await run.InTime();
        Assert.Equal(["ba"], bench.Answers.Pieces);
    }

    [Fact]
    public async Task The_received_part_of_a_cut_off_greeting_is_in_the_error()
    {
        await using var bench = new ReverseClientBench();
        await bench.Server.SendTextAsync("Wel");
        var greeting = bench.Client.GreetAsync();
        await bench.Clock.WhenTimerAsync(ReverseClientBench.Quiet);
        bench.Server.Abort();

        var error = await Assert.ThrowsAsync<WireException>(() => greeting.InTime());
        Assert.Equal("Wel", WireText.Text(error.CutOff.Span));
    }

    [Fact]
    public async Task An_answer_that_reads_like_the_greeting_is_an_answer()
    {
        await using var bench = new ReverseClientBench();
        var greeting = bench.Client.GreetAsync();
        await bench.BeQuietAsync(ReverseClientBench.Quiet);
        await greeting.InTime();
        var run = bench.RunAsync("!253 SC ot emocleW\n");
        await bench.Server.SendTextAsync("Welcome to CS 352!\n");

        await run.InTime();
        Assert.Equal(["Welcome to CS 352!"], bench.Answers.Pieces);
    }

    /// <summary>The greeting stops in its middle, for long enough to be taken for all of it.</summary>
    private static async Task BeginToGreetAsync(ReverseClientBench bench)
    {
        await bench.Server.SendTextAsync("Wel");
        var greeting = bench.Client.GreetAsync();
        await bench.BeQuietAsync(ReverseClientBench.Quiet);
        Assert.Equal("Wel", WireText.Text((await greeting.InTime()).Span));
    }

    private static async Task AskAsync(ReverseClientBench bench, string said, string answer)
    {
        var run = bench.RunAsync("ab\n");
        await bench.Server.SendTextAsync(said);
        await run.InTime();
        Assert.Equal([answer], bench.Answers.Pieces);
    }
}
