using Tincan.Files;
using Tincan.Protocols.Reverse;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Reverse;

/// <summary>A server that has answered a hundred lines, one at a time, and is then sent several at once.</summary>
public sealed class LinesAheadTests
{
    private const int Many = SteadyAnswers.Many;
    private static readonly TimeSpan Late = OddAnswerReader.Late;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Twice_as_many_lines_are_sent_each_time_as_long_as_the_answers_are_right(string end)
    {
        await using var bench = await WarmAsync(Many + 14, end: end);
        var next = Many + 1;
        foreach (var count in new[] { 2, 4, 8 })
        {
            await AskedAsync(bench.Server, next, count);
            await bench.Server.SendTextAsync(Answers(next, count, end));
            next += count;
        }

        await bench.Run.InTime();
        Assert.Equal(Answers(1, Many + 14), string.Concat(bench.Answers.Pieces.Select(static answer => answer + '\n')));
        Assert.Empty(bench.Notices);
    }

    [Fact]
    public Task Answers_are_found_on_every_split() =>
        Splits.EachAsync(Answers(Many + 1, 2), async split =>
        {
            await using var bench = await WarmAsync(Many + 2);
            await AskedAsync(bench.Server, Many + 1, 2);
            await bench.Server.SendSegmentsAsync(split);

            await bench.Run.InTime();
            Assert.Equal(Many + 2, bench.Answers.Pieces.Count);
            Assert.Equal("201 enil", bench.Answers.Pieces[^1]);
        });

    [Fact]
    public async Task Given_a_number_no_more_lines_are_unanswered_and_1_is_one_by_one()
    {
        await using var one = await WarmAsync(Many + 2, ahead: 1);
        await AskedAsync(one.Server, Many + 1, 1);

        await using var three = new SeekingClientBench(Lines(1, 9), ahead: 3);
        await AskedAsync(three.Server, 1, 1);
        await three.Server.SendTextAsync(Answers(1, 1));
        await three.BeQuietAsync(SeekingClientBench.RawQuiet);
        await AskedAsync(three.Server, 2, 2);
        await three.Server.SendTextAsync(Answers(2, 2));
        await AskedAsync(three.Server, 4, 3);
    }

    [Fact]
    public async Task A_server_that_loses_all_but_the_first_line_of_a_read_is_asked_line_by_line()
    {
        await using var bench = await WarmAsync(Many + 3);
        await AskedAsync(bench.Server, Many + 1, 2);
        await bench.Server.SendTextAsync(Answers(Many + 1, 1));
        await AskedAsync(bench.Server, Many + 3, 1);
        await bench.BeQuietAsync(LinesAhead.Silence);
        await bench.BeQuietAsync(Late);
        foreach (var number in new[] { Many + 2, Many + 3 })
        {
            await AskedAsync(bench.Server, number, 1);
            await bench.Server.SendTextAsync(Answers(number, 1));
        }

        await bench.Run.InTime();
        Assert.Equal(Many + 3, bench.Answers.Pieces.Count);
        Assert.Equal([$"line {Many + 2}: no answer for 3 s after several lines were sent at once: asking line by line from there on (--ahead 1 never sends several)"], bench.Notices);
    }

    [Fact]
    public async Task A_server_that_was_only_slow_answers_some_lines_twice_and_is_understood()
    {
        await using var bench = await WarmAsync(Many + 4);
        await AskedAsync(bench.Server, Many + 1, 2);
        await bench.BeQuietAsync(LinesAhead.Silence);
        await bench.BeQuietAsync(Late);
        await AskedAsync(bench.Server, Many + 1, 1);
        await bench.Server.SendTextAsync(Answers(Many + 1, 2));
        await AskedAsync(bench.Server, Many + 2, 2);
        await bench.Server.SendTextAsync(Answers(Many + 1, 3));
        await AskedAsync(bench.Server, Many + 4, 1);
        await bench.Server.SendTextAsync(Answers(Many + 4, 1));

        await bench.Run.InTime();
        Assert.Equal(Answers(1, Many + 4), string.Concat(bench.Answers.Pieces.Select(static answer => answer + '\n')));
    }

    [Fact]
    public async Task A_line_that_was_sent_alone_is_waited_for()
    {
        await using var bench = await WarmAsync(Many + 1);
        await AskedAsync(bench.Server, Many + 1, 1);
        await bench.BeQuietAsync(LinesAhead.Silence);
        await bench.Server.SendTextAsync(Answers(Many + 1, 1));

        await bench.Run.InTime();
        Assert.Equal((Many + 1, 0), (bench.Answers.Pieces.Count, bench.Notices.Count));
    }

    [Fact]
    public async Task A_server_that_closes_before_it_has_answered_all_is_connected_to_again()
    {
        await using var bench = await WarmAsync(Many + 2);
        await AskedAsync(bench.Server, Many + 1, 2);
        await bench.Server.SendTextAsync(Answers(Many + 1, 1));
        await bench.Server.FinishAsync();
        var second = await bench.AcceptAsync();
        await AskedAsync(second, Many + 2, 1);
        await second.SendTextAsync(Answers(Many + 2, 1));
        await bench.BeQuietAsync(SeekingClientBench.Quiet);

        await bench.Run.InTime();
        Assert.Equal(Many + 2, bench.Answers.Pieces.Count);
    }

    [Fact]
    public async Task Before_a_line_over_the_limit_all_lines_are_answered()
    {
        await using var bench = await WarmAsync(Many + 2, rest: new string('x', 70_000));
        await AskedAsync(bench.Server, Many + 1, 2);
        await bench.Server.SendTextAsync(Answers(Many + 1, 2));

        await Assert.ThrowsAsync<BadFileException>(() => bench.Run.InTime());
        Assert.Equal(Many + 2, bench.Answers.Pieces.Count);
    }

    [Theory]
    [InlineData("žluťoučký\nkůň\n", "ýkčuoťulž\nňůk\n")]
    [InlineData("a\u0301\nb\n", "\u0301a\nb\n")]
    [InlineData("a\u0301\nb\n", "a\u0301\nb\n")]
    public async Task A_line_with_an_unexpected_answer_is_judged_by_itself(string lines, string answers)
    {
        await using var bench = await WarmAsync(Many, rest: OnWire(lines));
        await bench.Server.ReceiveExactlyAsync(OnWire(lines).Length);
        await bench.Server.SendTextAsync(OnWire(answers));

        await bench.Run.InTime();
        Assert.Equal(answers, string.Concat(bench.Answers.Pieces.Skip(Many).Select(static answer => answer + '\n')));
        Assert.Empty(bench.Notices);
    }

    [Fact]
    public async Task A_server_that_has_read_a_part_of_a_line_is_asked_line_by_line()
    {
        await using var bench = await WarmAsync(Many + 2);
        await AskedAsync(bench.Server, Many + 1, 2);
        await bench.Server.SendTextAsync("101\n" + Answers(Many + 2, 1));
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        foreach (var number in new[] { Many + 1, Many + 2 })
        {
            await AskedAsync(bench.Server, number, 1);
            await bench.Server.SendTextAsync(Answers(number, 1));
        }

        await bench.Run.InTime();
        Assert.Equal(Answers(1, Many + 2), string.Concat(bench.Answers.Pieces.Select(static answer => answer + '\n')));
        Assert.StartsWith($"line {Many + 1}: several lines were sent at once", Assert.Single(bench.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_an_RST_between_many_answers_the_client_connects_again()
    {
        await using var bench = await WarmAsync(Many + 2);
        await AskedAsync(bench.Server, Many + 1, 2);
        await bench.Server.SendTextAsync("10");
        bench.Server.Abort();
        var second = await bench.AcceptAsync();
        foreach (var number in new[] { Many + 1, Many + 2 })
        {
            await AskedAsync(second, number, 1);
            await second.SendTextAsync(Answers(number, 1));
            await bench.BeQuietAsync(SeekingClientBench.Quiet);
        }

        await bench.Run.InTime();
        Assert.Equal(Many + 2, bench.Answers.Pieces.Count);
    }

    [Fact]
    public async Task A_wrong_answer_among_many_fails_the_run()
    {
        await using var bench = await WarmAsync(Many + 2);
        await AskedAsync(bench.Server, Many + 1, 2);
        await bench.Server.SendTextAsync("wrong\n" + Answers(Many + 2, 1));
        await bench.BeQuietAsync(SeekingClientBench.Quiet);

        var error = await Assert.ThrowsAsync<WireException>(() => bench.Run.InTime());
        Assert.Equal(CloseReason.Malformed, error.Reason);
        Assert.Contains($"line {Many + 1}: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("wrong", bench.Answers.Pieces[Many]);
    }

    /// <summary>Answers the first hundred lines.</summary>
    private static async Task<SeekingClientBench> WarmAsync(int lines, int? ahead = null, string end = "\n", string rest = "")
    {
        var bench = new SeekingClientBench(Lines(1, lines) + rest, ahead);
        for (var number = 1; number <= Many; number++)
        {
            await AskedAsync(bench.Server, number, 1);
            await bench.Server.SendTextAsync(Answers(number, 1, end));
            if (number == 1)
            {
                await bench.BeQuietAsync(SeekingClientBench.RawQuiet);
            }
        }

        return bench;
    }

    private static async Task AskedAsync(MemoryWire server, int first, int count) =>
        Assert.Equal(Lines(first, count), await server.ReceiveExactlyAsync(Lines(first, count).Length));

    private static string OnWire(string text) => WireText.Text(Encoding.UTF8.GetBytes(text));

    private static string Lines(int first, int count) => string.Concat(Enumerable.Range(first, count).Select(static number => $"line {number}\n"));

    private static string Answers(int first, int count, string end = "\n") =>
        string.Concat(Enumerable.Range(first, count).Select(number => string.Concat($"line {number}".Reverse()) + end));
}
