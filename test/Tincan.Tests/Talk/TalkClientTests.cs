using Tincan.Framing;
using Tincan.Talk;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Talk;

public sealed class TalkClientTests : IAsyncDisposable
{
    private readonly FakeClock _clock = new();
    private readonly ProbeWire _client;
    private readonly MemoryWire _server;

    public TalkClientTests()
    {
        (var client, _server) = MemoryWire.CreatePair();
        _client = new ProbeWire(client);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Theory]
    [InlineData(Dialect.Lf, "\n")]
    [InlineData(Dialect.CrLf, "\r\n")]
    [InlineData(Dialect.Nul, "\0")]
    public async Task The_client_speaks_first_and_lines_typed_ahead_go_one_a_turn(Dialect dialect, string end)
    {
        var talker = new ScriptedTalker("one", "two", "three");
        var talk = RunAsync(talker, dialect);
        foreach (var line in new[] { "one", "two", "three" })
        {
            Assert.Equal(line + end, await _server.HearAsync());
            Assert.Equal("", await _server.HearNowAsync());
            await _server.SayAsync($"re {line}{end}");
            Assert.Equal($"re {line}", await talker.Heard.NextAsync());
        }

        talker.EndInput();
        Assert.Equal(TalkEnding.Here, await talk.InTime());
        Assert.Equal("", await _server.HearAsync());
    }

    [Fact]
    public async Task In_raw_silence_ends_a_message()
    {
        var talker = new ScriptedTalker("one", "two");
        var talk = RunAsync(talker, Dialect.Raw);
        Assert.Equal("one", await _server.HearAsync());
        await _server.SayAsync("re one");
        await _clock.WhenTimerAsync(TimeSpan.FromMilliseconds(20));
        _clock.Advance(TimeSpan.FromMilliseconds(20));

        Assert.Equal("re one", await talker.Heard.NextAsync());
        Assert.Equal("two", await _server.HearAsync());
        await _server.FinishAsync();
        Assert.Equal(TalkEnding.There, await talk.InTime());
    }

    [Theory]
    [InlineData(Dialect.Lf, "")]
    [InlineData(Dialect.Nul, "")]
    [InlineData(Dialect.Raw, "")]
    [InlineData(Dialect.CrLf, "\r\n")]
    public async Task A_blank_line_ends_the_talk_and_travels_in_crlf_only(Dialect dialect, string said)
    {
        Assert.Equal(TalkEnding.Here, await RunAsync(new ScriptedTalker("", "never said"), dialect).InTime());

        Assert.Equal(said, await _server.HearToEndAsync());
    }

    [Theory]
    [InlineData(Dialect.Lf)]
    [InlineData(Dialect.CrLf)]
    public async Task The_end_of_input_ends_the_talk_with_FIN_alone(Dialect dialect)
    {
        var talker = new ScriptedTalker();
        talker.EndInput();

        Assert.Equal(TalkEnding.Here, await RunAsync(talker, dialect).InTime());
        Assert.Equal("", await _server.HearToEndAsync());
    }

    [Fact]
    public async Task A_peer_that_finishes_is_noticed_while_it_is_this_sides_turn()
    {
        var talker = new ScriptedTalker();
        var talk = RunAsync(talker, Dialect.Lf);
        await talker.TurnAsync();
        await _server.FinishAsync();

        Assert.Equal(TalkEnding.There, await talk.InTime());
        Assert.Equal("", await _server.HearToEndAsync());
    }

    [Fact]
    public async Task A_peer_that_resets_is_noticed_while_it_is_this_sides_turn()
    {
        var talker = new ScriptedTalker();
        var talk = RunAsync(talker, Dialect.Lf);
        await talker.TurnAsync();
        _server.Abort();

        Assert.Equal(CloseReason.PeerReset, await Speech.FailureOf(talk));
    }

    [Fact]
    public Task A_message_that_comes_early_waits_for_its_turn_on_every_split() =>
        Splits.EachAsync("early\nsecond\n", async split =>
        {
            var (client, server) = MemoryWire.CreatePair();
            var talker = new ScriptedTalker();
            var talk = TalkClient.RunAsync(client, talker, new() { Dialect = Dialect.Lf });
            await talker.TurnAsync();
            await server.SendSegmentsAsync(split);
            Assert.Empty(talker.Heard.Pieces);

            talker.Type("one");
            Assert.Equal("early", await talker.Heard.NextAsync());
            await talker.TurnAsync();
            Assert.Equal(["early"], talker.Heard.Pieces);
            talker.Type("two");
            Assert.Equal("second", await talker.Heard.NextAsync());
            await server.FinishAsync();

            Assert.Equal(TalkEnding.There, await talk.InTime());
            Assert.Equal("one\ntwo\n", await server.HearToEndAsync());
        });

    [Fact]
    public async Task A_blank_message_of_the_peer_is_a_message()
    {
        var talker = new ScriptedTalker("one", "two");
        _ = RunAsync(talker, Dialect.Lf);
        await _server.SayAsync("\n");

        Assert.Equal("", await talker.Heard.NextAsync());
        Assert.Equal("one\ntwo\n", await _server.HearExactlyAsync(8));
    }

    [Fact]
    public async Task After_the_talk_no_receive_is_under_way()
    {
        var talker = new ScriptedTalker();
        var talk = RunAsync(talker, Dialect.Lf);
        await talker.TurnAsync();
        await _server.SayAsync("half of a mess");
        talker.Type("");

        Assert.Equal(TalkEnding.Here, await talk.InTime());
        Assert.Equal(0, _client.UnderWay);
    }

    [Fact]
    public async Task Giving_up_ends_it_while_a_person_thinks()
    {
        using var giveUp = new CancellationTokenSource();
        var talker = new ScriptedTalker();
        var talk = TalkClient.RunAsync(_client, talker, new() { Dialect = Dialect.Lf }, giveUp.Token);
        await talker.TurnAsync();
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => talk.InTime());
        Assert.Equal(0, _client.UnderWay);
    }

    private Task<TalkEnding> RunAsync(ScriptedTalker talker, Dialect dialect) =>
        TalkClient.RunAsync(_client, talker, new() { Dialect = dialect, Time = _clock });
}
