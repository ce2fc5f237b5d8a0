using Tincan.Protocols.Welcome;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Reverse;

/// <summary>A greeting that stops after its first letter for long enough to be taken for all of it, and goes on later.</summary>
public sealed class SeekingGreetingTests
{
    private static readonly TimeSpan HintAfter = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("ab\n", "ba")]
    [InlineData("e\n", "e")]
    public async Task A_greeting_that_comes_letter_by_letter_is_waited_for(string line, string answer)
    {
        await using var bench = new SeekingClientBench(line, greeting: WelcomeServer.ClassicGreeting, said: "W");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        Assert.Equal(line, await bench.Server.ReceiveTextAsync());
        await bench.Clock.WhenTimerAsync(HintAfter);
        bench.Clock.Advance(TimeSpan.FromSeconds(3));
        foreach (var letter in WelcomeServer.ClassicGreeting[1..^1])
        {
            await bench.Server.SendTextAsync(letter.ToString());
            await bench.Clock.WhenTimerAsync(HintAfter);
            bench.Clock.Advance(TimeSpan.FromSeconds(3));
        }

        await bench.Server.SendTextAsync("!" + answer + "\n");
        await bench.BeQuietAsync(SeekingClientBench.RawQuiet);

        await bench.Run.InTime();
        Assert.Equal([answer], bench.Answers.Pieces);
        Assert.Equal(["the greeting came late: Welcome to CS 352!"], bench.Notices);
    }

    [Fact]
    public async Task A_part_of_a_greeting_is_waited_for_and_the_user_learns_it()
    {
        await using var bench = new SeekingClientBench("ab\n", greeting: WelcomeServer.ClassicGreeting, said: "W");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Clock.WhenTimerAsync(HintAfter);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await bench.Server.SendTextAsync("el");
        await bench.BeQuietAsync(HintAfter);
        await bench.Clock.WhenNoTimerAsync();

        Assert.False(bench.Run.IsCompleted);
        bench.Server.Abort();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(bench.Run));
        Assert.StartsWith("a part of the greeting came, and nothing after it for 5 s", Assert.Single(bench.Notices), StringComparison.Ordinal);
        Assert.Equal("", bench.Pending);
    }

    [Fact]
    public async Task A_part_of_a_greeting_that_FIN_ends_is_no_answer()
    {
        await using var bench = new SeekingClientBench("ab\n", greeting: WelcomeServer.ClassicGreeting, said: "W");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("el");
        await bench.Server.FinishAsync();

        Assert.Equal(CloseReason.PeerFinished, await WireText.FailureOf(bench.Run));
        Assert.Empty(bench.Answers.Pieces);
    }

    [Fact]
    public async Task Another_greeting_that_begins_alike_is_the_whole_greeting()
    {
        await using var bench = new SeekingClientBench("ab\n", greeting: WelcomeServer.ClassicGreeting, said: "W");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("ba\n");
        await bench.BeQuietAsync(SeekingClientBench.RawQuiet);

        await bench.Run.InTime();
        Assert.Equal(["ba"], bench.Answers.Pieces);
        Assert.Empty(bench.Notices);
    }

    [Theory]
    [InlineData("b", "a")]
    [InlineData("ba")]
    public async Task A_blank_at_the_end_of_an_answer_is_waited_for_where_messages_come_in_pieces(params string[] pieces)
    {
        await using var bench = new SeekingClientBench(" ab\n", greeting: WelcomeServer.ClassicGreeting, said: "W");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        await bench.Server.ReceiveTextAsync();
        await bench.Server.SendTextAsync(WelcomeServer.ClassicGreeting[1..]);
        foreach (var piece in pieces)
        {
            await bench.Server.SendTextAsync(piece);
            await bench.BeQuietAsync(SeekingClientBench.Quiet);
            await bench.Clock.WhenNoTimerAsync();
        }

        await bench.Server.SendTextAsync(" \n");
        await bench.BeQuietAsync(SeekingClientBench.RawQuiet);

        await bench.Run.InTime();
        Assert.Equal(["ba "], bench.Answers.Pieces);
    }
}
