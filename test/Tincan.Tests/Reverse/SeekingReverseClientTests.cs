using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Reverse;

public sealed class SeekingReverseClientTests
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    [Fact]
    public Task An_answer_is_found_on_every_split() =>
        Splits.EachAsync("cba\r\n", async split =>
        {
            await using var bench = new SeekingClientBench("abc\n");
            Assert.Equal("abc\n", await bench.Server.ReceiveTextAsync());
            await bench.Server.SendSegmentsAsync(split);
            await bench.BeQuietAsync(SeekingClientBench.RawQuiet);

            await bench.Run.InTime();
            Assert.Equal(["cba"], bench.Answers.Pieces);
        });

    [Fact]
    public async Task Answers_may_have_different_line_ends()
    {
        await using var bench = new SeekingClientBench("ab\ncd\nef\n\n");
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("ba\n");
        await bench.BeQuietAsync(SeekingClientBench.RawQuiet);
        Assert.Equal("cd\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("dc\r\n");
        Assert.Equal("ef\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("fe\0");
        Assert.Equal("\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("\n");

        await bench.Run.InTime();
        Assert.Equal(["ba", "dc", "fe", ""], bench.Answers.Pieces);
    }

    [Theory]
    [InlineData("a\0b", "b\0a")]
    [InlineData("\0ab", "ba\0")]
    [InlineData("a\rb", "b\ra")]
    public async Task A_terminator_inside_a_line_ends_no_answer(string line, string reversed)
    {
        await using var bench = new SeekingClientBench(line + "\n");
        Assert.Equal(line + "\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync(reversed + "\n");
        await bench.BeQuietAsync(SeekingClientBench.RawQuiet);

        await bench.Run.InTime();
        Assert.Equal([reversed], bench.Answers.Pieces);
    }

    [Fact]
    public async Task A_server_that_reverses_the_line_end_along_is_asked_in_raw()
    {
        await using var bench = new SeekingClientBench("ab\n\ncd\n", ahead: 9);
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("\nba");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        Assert.Equal("ab", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("ba");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        Assert.Equal("cd", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("dc");

        await bench.Run.InTime();
        Assert.Equal(["ba", "", "dc"], bench.Answers.Pieces);
        Assert.Contains("going on in raw", Assert.Single(bench.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_raw_one_line_is_sent_at_a_time_even_if_answers_have_line_ends()
    {
        await using var bench = new SeekingClientBench("ab\ncd\nef\n", ahead: 9);
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("\nba\n");
        await bench.BeQuietAsync(SeekingClientBench.RawQuiet);
        Assert.Equal("ab", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("ba\n");
        Assert.Equal("cd", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("dc\n");
        Assert.Equal("ef", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("fe\n");

        await bench.Run.InTime();
        Assert.Equal(["ba", "dc", "fe"], bench.Answers.Pieces);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_raw_gets_the_line_end_after_a_second()
    {
        await using var bench = new SeekingClientBench("ab\ncd\n");
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("\nba");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        Assert.Equal("ab", await bench.Server.ReceiveTextAsync());
        await bench.BeQuietAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("\nba");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        Assert.Equal("cd\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("\ndc");

        await bench.Run.InTime();
        Assert.Equal(["ba", "dc"], bench.Answers.Pieces);
        Assert.Equal(2, bench.Notices.Count);
    }

    [Fact]
    public async Task Lines_after_the_first_buffer_are_answered_out_of_buffers()
    {
        await using var bench = new SeekingClientBench("ab\nc\n", ahead: 9);
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("ba\n\0\0\0\0\0");
        await bench.BeQuietAsync(SeekingClientBench.RawQuiet);
        Assert.Equal("c\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("c\n\0old");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);

        await bench.Run.InTime();
        Assert.Equal(["ba", "c"], bench.Answers.Pieces);
        Assert.Equal(["the server sends a buffer of 8 bytes for an answer: taking the text before the first NUL"], bench.Notices);
    }

    [Fact]
    public async Task A_NUL_after_the_line_end_belongs_to_the_answer()
    {
        await using var bench = new SeekingClientBench("ab\nc\n");
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("ba\n\0");
        await bench.BeQuietAsync(SeekingClientBench.RawQuiet);
        Assert.Equal("c\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("c\n\0");
        await bench.BeQuietAsync(SeekingClientBench.RawQuiet);

        await bench.Run.InTime();
        Assert.Equal(["ba", "c"], bench.Answers.Pieces);
        Assert.Empty(bench.Notices);
    }

    [Fact]
    public async Task A_server_that_closes_after_each_answer_is_connected_to_for_each_line()
    {
        await using var bench = new SeekingClientBench("ab\ncd\nef\n");
        var server = bench.Server;
        foreach (var (line, answer) in new[] { ("ab\n", "ba\n"), ("cd\n", "dc\n"), ("ef\n", "fe\n") })
        {
            server = line == "ab\n" ? server : await bench.AcceptAsync();
            Assert.Equal(line, await server.ReceiveTextAsync());
            await server.SendTextAsync(answer);
            await server.FinishAsync();
        }

        await bench.Run.InTime();
        Assert.Equal(["ba", "dc", "fe"], bench.Answers.Pieces);
        Assert.Contains("connecting again", Assert.Single(bench.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_closes_and_accepts_no_other_connection_owes_the_rest()
    {
        await using var bench = new SeekingClientBench("ab\ncd\n") { Accepts = false };
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("ba\n");
        await bench.Server.FinishAsync();

        var broken = await Assert.ThrowsAsync<WireException>(() => bench.Run.InTime());
        Assert.Equal(CloseReason.PeerFinished, broken.Reason);
        Assert.EndsWith("before it had sent 1 of 2 answers", broken.Message, StringComparison.Ordinal);
        Assert.Equal(["ba"], bench.Answers.Pieces);
    }

    [Fact]
    public async Task A_server_that_was_asked_again_and_resets_the_next_connection_has_answered()
    {
        await using var bench = new SeekingClientBench("ab\n", greeting: "Hi", said: "Hi");
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("\nba");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        await bench.Server.FinishAsync();
        (await bench.AcceptAsync()).Abort();

        await bench.Run.InTime();
        Assert.Equal(["ba"], bench.Answers.Pieces);
    }

    [Fact]
    public async Task A_server_that_takes_several_lines_for_one_is_asked_line_by_line()
    {
        await using var bench = new SeekingClientBench("ab\ncd\nef\n", ahead: 9);
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("ba\n");
        await bench.BeQuietAsync(SeekingClientBench.RawQuiet);
        Assert.Equal("cd\nef\n", await bench.Server.ReceiveExactlyAsync(6));
        await bench.Server.SendTextAsync("fe\ndc\n");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        Assert.Equal("cd\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("dc\n");
        Assert.Equal("ef\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("fe\n");

        await bench.Run.InTime();
        Assert.Equal(["ba", "dc", "fe"], bench.Answers.Pieces);
        Assert.StartsWith("line 2: ", Assert.Single(bench.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_not_the_line_reversed_is_returned_and_fails_the_run()
    {
        await using var bench = new SeekingClientBench("ab\ncd\n");
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("xy\n");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        await bench.BeQuietAsync(Late);
        Assert.Equal("cd\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("dc\n");

        var broken = await Assert.ThrowsAsync<WireException>(() => bench.Run.InTime());
        Assert.Equal(CloseReason.Malformed, broken.Reason);
        Assert.Contains("so in 1 of 2 lines", broken.Message, StringComparison.Ordinal);
        Assert.Equal(["xy", "dc"], bench.Answers.Pieces);
    }

    [Fact]
    public async Task The_blank_after_an_answer_that_was_torn_there_is_part_of_it()
    {
        await using var bench = new SeekingClientBench(" ab\n");
        Assert.Equal(" ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("ba");
        await bench.Clock.WhenTimerAsync(Late);
        await bench.Server.SendTextAsync(" \n");
        await bench.BeQuietAsync(SeekingClientBench.RawQuiet);

        await bench.Run.InTime();
        Assert.Equal(["ba "], bench.Answers.Pieces);
    }

    [Fact]
    public async Task An_answer_without_the_blanks_of_its_line_fails_the_run()
    {
        await using var bench = new SeekingClientBench(" ab\n");
        Assert.Equal(" ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("ba");
        await bench.BeQuietAsync(Late);

        var broken = await Assert.ThrowsAsync<WireException>(() => bench.Run.InTime());
        Assert.Contains("takes blanks off the ends of a line", broken.Message, StringComparison.Ordinal);
        Assert.Equal(["ba"], bench.Answers.Pieces);
    }
}
