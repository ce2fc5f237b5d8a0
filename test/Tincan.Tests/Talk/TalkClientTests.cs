using Tincan.Framing;
using Tincan.Protocols.Talk;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Talk;

/// <summary>Whose turn it is, and what counts as a message.</summary>
public sealed class TalkClientTests : IAsyncDisposable
{
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(50);

    private readonly TalkClientBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(Dialect.Lf, "\n")]
    [InlineData(Dialect.CrLf, "\r\n")]
    [InlineData(Dialect.Nul, "\0")]
    public async Task The_client_sends_first_and_lines_typed_ahead_go_one_per_turn(Dialect dialect, string end)
    {
        var talker = new ScriptedTalker("one", "two", "three");
        var talk = _bench.RunAsync(talker, dialect);
        foreach (var line in new[] { "one", "two", "three" })
        {
            Assert.Equal(line + end, await _bench.Server.ReceiveTextAsync());
            Assert.Equal("", await _bench.Server.ReceiveNowAsync());
            await _bench.Server.SendTextAsync($"re {line}{end}");
            Assert.Equal($"re {line}", await talker.Shown.NextAsync());
        }

        talker.EndInput();
        Assert.Equal(TalkEnding.Here, await talk.InTime());
        Assert.Equal("", await _bench.Server.ReceiveTextAsync());
    }

    [Fact]
    public async Task In_raw_silence_ends_a_message()
    {
        var talker = new ScriptedTalker("one", "two");
        var talk = _bench.RunAsync(talker, Dialect.Raw);
        Assert.Equal("one", await _bench.Server.ReceiveTextAsync());
        await _bench.Server.SendTextAsync("re one");
        await _bench.Clock.WhenTimerAsync(TimeSpan.FromMilliseconds(20));
        _bench.Clock.Advance(TimeSpan.FromMilliseconds(20));

        Assert.Equal("re one", await talker.Shown.NextAsync());
        Assert.Equal("two", await _bench.Server.ReceiveTextAsync());
        await _bench.Server.FinishAsync();
        Assert.Equal(TalkEnding.There, await talk.InTime());
    }

    [Fact]
    public Task A_message_that_comes_early_is_shown_at_once_and_is_no_answer_on_every_split() =>
        Splits.EachAsync("early\nsecond\n", async split =>
        {
            var (client, server) = MemoryWire.CreatePair();
            var talker = new ScriptedTalker();
            var talk = TalkClient.RunAsync(client, talker, new() { Lines = new() { Dialect = Dialect.Lf }, GreetingWait = TimeSpan.Zero });
            await talker.TurnAsync();
            await server.SendSegmentsAsync(split);
            Assert.Equal("early", await talker.Shown.NextAsync());
            Assert.Equal("second", await talker.Shown.NextAsync());
            talker.Type("one");
            Assert.Equal("one\n", await server.ReceiveTextAsync());
            await server.SendTextAsync("re one\n");
            Assert.Equal("re one", await talker.Shown.NextAsync());
            await server.FinishAsync();

            Assert.Equal(TalkEnding.There, await talk.InTime());
        });

    [Fact]
    public async Task A_blank_message_of_the_peer_is_a_message()
    {
        var talker = new ScriptedTalker("one", "two");
        _ = _bench.RunAsync(talker, Dialect.Lf);
        await _bench.Server.SendTextAsync("\n");

        Assert.Equal("", await talker.Shown.NextAsync());
        Assert.Equal("one\ntwo\n", await _bench.Server.ReceiveExactlyAsync(8));
    }

    [Fact]
    public Task An_answer_of_several_lines_is_shown_whole_and_is_one_turn_on_every_split() =>
        Splits.EachAsync("220-one\r\n220 two\r\n", async split =>
        {
            var (client, server) = MemoryWire.CreatePair();
            var talker = new ScriptedTalker();
            var talk = TalkClient.RunAsync(client, talker, new() { GreetingWait = TimeSpan.Zero });
            await talker.TurnAsync();
            talker.Type("HELP");
            Assert.Equal("HELP\n", await server.ReceiveTextAsync());
            await server.SendSegmentsAsync(split);
            Assert.Equal("220-one", await talker.Shown.NextAsync());
            Assert.Equal("220 two", await talker.Shown.NextAsync());
            talker.Type("QUIT");
            Assert.Equal("QUIT\r\n", await server.ReceiveTextAsync());
            await server.FinishAsync();

            Assert.Equal(TalkEnding.There, await talk.InTime());
        });

    [Fact]
    public async Task Two_answers_at_once_are_two_turns_after_a_second()
    {
        var talker = new ScriptedTalker("one", "two", "three");
        var talk = _bench.RunAsync(talker, Dialect.Lf);
        Assert.Equal("one\n", await _bench.Server.ReceiveTextAsync());
        await _bench.Server.SendTextAsync("first\nsecond\n");
        await _bench.Clock.WhenTimerAsync(Settling);
        _bench.Clock.Advance(Settling);
        Assert.Equal("two\n", await _bench.Server.ReceiveTextAsync());
        Assert.Equal(["first", "second"], talker.Shown.Pieces);
        await _bench.Clock.WhenTimerAsync(TimeSpan.FromSeconds(1));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("three\n", await _bench.Server.ReceiveTextAsync());
        await _bench.Server.FinishAsync();
        await talk.InTime();
    }
}
