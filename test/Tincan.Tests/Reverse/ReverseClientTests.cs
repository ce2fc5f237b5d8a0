using System.IO.Pipelines;
using Tincan.Framing;
using Tincan.Protocols.Reverse;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Reverse;

public sealed class ReverseClientTests
{
    private static readonly ReverseClientOptions Unasked = new() { Greeting = "" };

    [Theory]
    [InlineData(Dialect.Lf, "\n")]
    [InlineData(Dialect.CrLf, "\r\n")]
    [InlineData(Dialect.Nul, "\0")]
    public async Task In_lock_step_no_line_leaves_before_the_answer_to_the_one_before(Dialect dialect, string end)
    {
        await using var bench = new ReverseClientBench(Unasked with { Lines = new() { Dialect = dialect } });
        var run = bench.RunAsync("one\n\n\tx \nlast");

        foreach (var (line, answer) in new[] { ("one", "eno"), ("", ""), ("\tx ", " x\t"), ("last", "tsal") })
        {
            Assert.Equal(line + end, await bench.Server.ReceiveTextAsync());
            Assert.Equal("", await bench.Server.ReceiveNowAsync());
            Assert.Equal(1, bench.Client.Unanswered);
            await bench.Server.SendTextAsync(answer + end);
            Assert.Equal(answer, await bench.Answers.NextAsync());
        }

        await run.InTime();
        Assert.Equal((4, 0), (bench.Client.Answered, bench.Client.Unanswered));
    }

    [Fact]
    public Task Answers_are_handed_on_in_order_on_every_split() =>
        Splits.EachAsync("eno\nowt\n\neerht\n", async split =>
        {
            await using var bench = new ReverseClientBench(Unasked with { Ahead = 9 });
            await bench.Server.SendSegmentsAsync(split);

            await bench.RunAsync("one\ntwo\n\nthree\n").InTime();

            Assert.Equal(["eno", "owt", "", "eerht"], bench.Answers.Pieces);
        });

    [Fact]
    public async Task Given_some_lines_ahead_no_more_than_those_are_under_way()
    {
        await using var bench = new ReverseClientBench(Unasked with { Ahead = 3 });
        var run = bench.RunAsync("a\nb\nc\nd\ne\n");

        Assert.Equal("a\nb\nc\n", await bench.Server.ReceiveNowAsync());
        await bench.Server.SendTextAsync("A\n");
        Assert.Equal("d\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("B\nC\nD\nE\n");

        await run.InTime();
        Assert.Equal("ABCDE", bench.Answers.Text);
    }

    [Fact]
    public async Task An_answer_is_handed_on_while_the_next_line_is_still_being_typed()
    {
        await using var bench = new ReverseClientBench(Unasked with { Ahead = 9 });
        var typing = new Pipe();
        var run = bench.RunAsync(typing.Reader.AsStream());
        await typing.Writer.WriteAsync("one\n"u8.ToArray());

        Assert.Equal("one\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("eno\n");

        Assert.Equal("eno", await bench.Answers.NextAsync());
        await typing.Writer.CompleteAsync();
        await run.InTime();
    }

    [Fact]
    public async Task However_many_lines_may_be_ahead_their_bytes_stay_below_any_socket_buffer()
    {
        var line = new string('x', 1_000) + '\n';
        await using var bench = new ReverseClientBench(Unasked with { Ahead = 10_000 });
        _ = bench.RunAsync(string.Concat(Enumerable.Repeat(line, 100)));

        Assert.Equal(17 * line.Length, (await bench.Server.ReceiveNowAsync()).Length);
        Assert.Equal(17, bench.Client.Unanswered);
    }

    [Fact]
    public async Task In_raw_a_blank_line_is_answered_here_because_it_cannot_travel_and_nothing_goes_ahead()
    {
        await using var bench = new ReverseClientBench(Unasked with { Ahead = 9, Lines = new() { Dialect = Dialect.Raw } });
        var run = bench.RunAsync("\none\n\n\ntwo\n");

        Assert.Equal("one", await bench.Server.ReceiveNowAsync());
        await bench.Server.SendTextAsync("eno");
        await bench.BeQuietAsync(ReverseClientBench.RawQuiet);
        Assert.Equal("two", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("owt");
        await bench.BeQuietAsync(ReverseClientBench.RawQuiet);

        await run.InTime();
        Assert.Equal(["", "eno", "", "", "owt"], bench.Answers.Pieces);
        Assert.Equal(5, bench.Client.Answered);
    }

    [Fact]
    public async Task When_the_server_turns_out_to_speak_raw_nothing_goes_ahead_any_more()
    {
        await using var bench = new ReverseClientBench(Unasked with { Ahead = 2, Lines = new() { Dialect = Dialect.Auto } });
        var run = bench.RunAsync("a\nb\n\nc\nd\n");
        Assert.Equal("a\nb\n", await bench.Server.ReceiveNowAsync());
        await bench.Server.SendTextAsync("A");
        await bench.BeQuietAsync(ReverseClientBench.Quiet);
        Assert.Equal("A", await bench.Answers.NextAsync());
        await bench.Server.SendTextAsync("B");
        await bench.BeQuietAsync(ReverseClientBench.RawQuiet);

        Assert.Equal("c", await bench.Server.ReceiveTextAsync());
        Assert.Equal(["A", "B", ""], bench.Answers.Pieces);
        await bench.Server.FinishAsync();
        Assert.Equal(CloseReason.PeerFinished, await WireText.FailureOf(run));
    }

    [Theory]
    [InlineData(1, "eno\n", "1 of 2")]
    [InlineData(3, "eno\n", "2 of 3")]
    [InlineData(3, "", "3 of 3")]
    public async Task When_the_server_finishes_too_early_the_error_says_how_many_answers_it_owed(int ahead, string said, string owed)
    {
        await using var bench = new ReverseClientBench(Unasked with { Ahead = ahead });
        await bench.Server.SendTextAsync(said);
        await bench.Server.FinishAsync();

        var error = await Assert.ThrowsAsync<WireException>(() => bench.RunAsync("one\ntwo\nthree\n").InTime());

        Assert.Equal(CloseReason.PeerFinished, error.Reason);
        Assert.Equal($"the server closed the connection before it had sent {owed} answers", error.Message);
        Assert.Equal(said.Length == 0 ? [] : ["eno"], bench.Answers.Pieces);
    }

    [Fact]
    public async Task When_the_server_resets_the_answers_before_were_handed_on()
    {
        await using var bench = new ReverseClientBench(Unasked);
        var run = bench.RunAsync("one\ntwo\n");
        await bench.Server.SendTextAsync("eno\n");
        Assert.Equal("eno", await bench.Answers.NextAsync());
        bench.Server.Abort();

        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(run));
    }

    [Fact]
    public async Task A_last_answer_without_its_end_is_an_answer()
    {
        await using var bench = new ReverseClientBench(Unasked);
        await bench.Server.SendTextAsync("eno\nowt");
        await bench.Server.FinishAsync();

        await bench.RunAsync("one\ntwo").InTime();

        Assert.Equal(["eno", "owt"], bench.Answers.Pieces);
    }

    [Fact]
    public async Task From_a_file_with_CRLF_the_CR_is_not_sent()
    {
        await using var bench = new ReverseClientBench(Unasked with { Ahead = 9 });
        _ = bench.RunAsync("one\r\n\r\na\rb\r\n");

        Assert.Equal("one\n\na\rb\n", await bench.Server.ReceiveNowAsync());
    }

    [Fact]
    public async Task Without_lines_nothing_is_sent()
    {
        await using var bench = new ReverseClientBench(Unasked);

        await bench.RunAsync("").InTime();

        Assert.Equal("", await bench.Server.ReceiveNowAsync());
    }
}
