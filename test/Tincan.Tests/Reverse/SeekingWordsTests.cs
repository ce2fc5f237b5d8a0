using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Reverse;

/// <summary>Words come before the first answer: a greeting that is late, or a part of each answer.</summary>
public sealed class SeekingWordsTests
{
    private const string Kept = "each answer begins with 'Reversed: ', which is written as it came";

    [Fact]
    public async Task Words_before_each_answer_are_written_as_they_came()
    {
        await using var bench = new SeekingClientBench("ab\ncd\n");
        await AnswerAsync(bench, "ab\n", "Reversed: ba\n", SeekingClientBench.Quiet);
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("Reversed: ba\n");
        Assert.Equal("cd\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("Rev");
        await bench.Server.SendTextAsync("ersed: dc\n");

        await bench.Run.InTime();
        Assert.Equal(["Reversed: ba", "Reversed: dc"], bench.Answers.Pieces);
        Assert.Equal(2, bench.Notices.Count);
        Assert.Equal(Kept, bench.Notices[1]);
    }

    [Fact]
    public async Task Words_before_a_line_end_that_was_reversed_along_are_asked_again_in_raw()
    {
        await using var bench = new SeekingClientBench("ab\ncd\n");
        await AnswerAsync(bench, "ab\n", "Reversed: \nba", SeekingClientBench.Quiet);
        Assert.Equal("ab", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("Reversed: ba");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        Assert.Equal("cd", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("Reversed: dc");

        await bench.Run.InTime();
        Assert.Equal(["Reversed: ba", "Reversed: dc"], bench.Answers.Pieces);
    }

    [Fact]
    public async Task Words_that_come_once_were_a_greeting()
    {
        await using var bench = new SeekingClientBench("ab\ncd\n");
        await AnswerAsync(bench, "ab\n", "Good day! ba\n", SeekingClientBench.Quiet);
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("ba\n");
        Assert.Equal("cd\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("dc\n");

        await bench.Run.InTime();
        Assert.Equal(["ba", "dc"], bench.Answers.Pieces);
        Assert.Equal("the greeting came late: Good day! ", bench.Notices[1]);
    }

    [Fact]
    public async Task A_server_that_answers_once_has_its_words_taken_for_a_greeting()
    {
        await using var bench = new SeekingClientBench("ab\n") { Accepts = false };
        await AnswerAsync(bench, "ab\n", "Reversed: ba\n", SeekingClientBench.Quiet);
        await bench.Server.FinishAsync();

        await bench.Run.InTime();
        Assert.Equal(["ba"], bench.Answers.Pieces);
    }

    [Fact]
    public async Task Letters_right_before_an_answer_are_no_words()
    {
        await using var bench = new SeekingClientBench("ab\ncd\n");
        await AnswerAsync(bench, "ab\n", "xba\n", SeekingClientBench.Quiet);
        Assert.Equal("cd\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("xdc\n");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);

        Assert.Equal(CloseReason.Malformed, await WireText.FailureOf(bench.Run));
    }

    [Fact]
    public async Task An_answer_with_other_words_fails_the_run()
    {
        await using var bench = new SeekingClientBench("ab\ncd\n");
        await AnswerAsync(bench, "ab\n", "Reversed: ba\n", SeekingClientBench.Quiet);
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("Reversed: ba\n");
        Assert.Equal("cd\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("Sorry: dc\n");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);

        Assert.Equal(CloseReason.Malformed, await WireText.FailureOf(bench.Run));
        Assert.Equal(["Reversed: ba", "Sorry: dc"], bench.Answers.Pieces);
    }

    private static async Task AnswerAsync(SeekingClientBench bench, string line, string answer, TimeSpan quiet)
    {
        Assert.Equal(line, await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync(answer);
        await bench.BeQuietAsync(quiet);
    }
}
