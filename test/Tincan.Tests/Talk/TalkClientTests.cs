using Tincan.Framing;
using Tincan.Protocols.Talk;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Talk;

public sealed class TalkClientTests : IAsyncDisposable
{
    private static readonly TimeSpan Greeting = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(50);

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
    public Task A_message_that_comes_early_is_shown_at_once_and_is_no_answer_on_every_split() =>
        Splits.EachAsync("early\nsecond\n", async split =>
        {
            var (client, server) = MemoryWire.CreatePair();
            var talker = new ScriptedTalker();
            var talk = TalkClient.RunAsync(client, talker, new() { Lines = new() { Dialect = Dialect.Lf }, GreetingWait = TimeSpan.Zero });
            await talker.TurnAsync();
            await server.SendSegmentsAsync(split);
            Assert.Equal("early", await talker.Heard.NextAsync());
            Assert.Equal("second", await talker.Heard.NextAsync());
            talker.Type("one");
            Assert.Equal("one\n", await server.HearAsync());
            await server.SayAsync("re one\n");
            Assert.Equal("re one", await talker.Heard.NextAsync());
            await server.FinishAsync();

            Assert.Equal(TalkEnding.There, await talk.InTime());
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
        var talk = TalkClient.RunAsync(_client, talker, new() { Lines = new() { Dialect = Dialect.Lf }, GreetingWait = TimeSpan.Zero }, giveUp.Token);
        await talker.TurnAsync();
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => talk.InTime());
        Assert.Equal(0, _client.UnderWay);
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
            Assert.Equal("HELP\n", await server.HearAsync());
            await server.SendSegmentsAsync(split);
            Assert.Equal("220-one", await talker.Heard.NextAsync());
            Assert.Equal("220 two", await talker.Heard.NextAsync());
            talker.Type("QUIT");
            Assert.Equal("QUIT\r\n", await server.HearAsync());
            await server.FinishAsync();

            Assert.Equal(TalkEnding.There, await talk.InTime());
        });

    [Theory]
    [InlineData("220 ready\r\n", "HELO\r\n")]
    [InlineData("220 ready\n", "HELO\n")]
    public async Task A_server_that_greets_is_heard_first_and_shows_how_it_ends_a_line(string greeting, string said)
    {
        var talker = new ScriptedTalker("HELO");
        var talk = RunAsync(talker, Dialect.Auto, greeting: Greeting);
        await _clock.WhenTimerAsync(Greeting);
        await _server.SayAsync(greeting);
        Assert.Equal("220 ready", await talker.Heard.NextAsync());
        await _clock.WhenTimerAsync(Settling);
        _clock.Advance(Settling);

        Assert.Equal(said, await _server.HearAsync());
        await _server.FinishAsync();
        Assert.Equal(TalkEnding.There, await talk.InTime());
    }

    [Fact]
    public async Task A_server_that_does_not_greet_is_not_waited_for_longer()
    {
        var talk = RunAsync(new ScriptedTalker("hello"), Dialect.Auto, greeting: Greeting);
        await _clock.WhenTimerAsync(Greeting);
        _clock.Advance(Greeting);

        Assert.Equal("hello\n", await _server.HearAsync());
        await _server.FinishAsync();
        await talk.InTime();
    }

    [Fact]
    public async Task A_server_that_answers_without_a_line_end_is_spoken_to_without_one_and_one_in_between_corrects_that()
    {
        var talker = new ScriptedTalker("one", "two", "three");
        var talk = RunAsync(talker, Dialect.Auto);
        Assert.Equal("one\n", await _server.HearAsync());
        await _server.SayAsync("re one");
        await _clock.WhenTimerAsync(TimeSpan.FromMilliseconds(500));
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal("re one", await talker.Heard.NextAsync());
        Assert.Equal("two", await _server.HearAsync());
        Assert.Contains("ends its messages with nothing", await talker.Notices.NextAsync(), StringComparison.Ordinal);

        await _server.SayAsync("re two\r\n");
        Assert.Equal("re two", await talker.Heard.NextAsync());
        Assert.Equal("three\r\n", await _server.HearAsync());
        await _server.FinishAsync();
        await talk.InTime();
    }

    [Fact]
    public async Task A_greeting_without_a_line_end_is_no_reason_to_leave_it_out()
    {
        var talker = new ScriptedTalker("bob");
        var talk = RunAsync(talker, Dialect.Auto, greeting: Greeting);
        await _clock.WhenTimerAsync(Greeting);
        await _server.SayAsync("name: ");

        // The wait for a greeting, and the silence that ends it.
        await _clock.WhenTimersAsync(2);
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal("name: ", await talker.Heard.NextAsync());
        await _clock.WhenTimerAsync(Settling);
        _clock.Advance(Settling);
        Assert.Equal("bob\n", await _server.HearAsync());
        await _server.FinishAsync();
        await talk.InTime();
    }

    [Fact]
    public async Task Two_answers_at_once_are_two_turns_after_a_second()
    {
        var talker = new ScriptedTalker("one", "two", "three");
        var talk = RunAsync(talker, Dialect.Lf);
        Assert.Equal("one\n", await _server.HearAsync());
        await _server.SayAsync("first\nsecond\n");
        await _clock.WhenTimerAsync(Settling);
        _clock.Advance(Settling);
        Assert.Equal("two\n", await _server.HearAsync());
        Assert.Equal(["first", "second"], talker.Heard.Pieces);
        await _clock.WhenTimerAsync(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("three\n", await _server.HearAsync());
        await _server.FinishAsync();
        await talk.InTime();
    }

    [Fact]
    public async Task The_rest_of_the_last_answer_is_shown_after_the_end_of_input()
    {
        var talker = new ScriptedTalker("GET a");
        var talk = RunAsync(talker, Dialect.Lf, linger: TimeSpan.FromSeconds(2));
        Assert.Equal("GET a\n", await _server.HearAsync());
        await _server.SayAsync("$5\n");
        talker.EndInput();
        Assert.Equal("", await _server.HearAsync());
        await _server.SayAsync("hello\n");
        await _server.SayAsync("and more");
        await _server.FinishAsync();

        Assert.Equal(TalkEnding.Here, await talk.InTime());
        Assert.Equal(["$5", "hello", "and more"], talker.Heard.Pieces);
    }

    [Fact]
    public async Task A_server_that_never_closes_is_left_after_the_linger_timeout_and_what_it_had_sent_is_shown()
    {
        var linger = TimeSpan.FromSeconds(2);
        var talker = new ScriptedTalker("hello");
        var talk = RunAsync(talker, Dialect.Lf, linger: linger);
        Assert.Equal("hello\n", await _server.HearAsync());
        await _server.SayAsync("hi\nhalf of a mess");
        talker.EndInput();
        await _clock.WhenTimerAsync(linger);
        _clock.Advance(linger);

        Assert.Equal(TalkEnding.Here, await talk.InTime());
        Assert.Equal(["hi", "half of a mess"], talker.Heard.Pieces);
        Assert.Equal("the other side has not closed its end", await talker.Notices.NextAsync());
    }

    [Fact]
    public async Task A_server_that_repeats_its_last_message_for_ever_is_left()
    {
        var talker = new ScriptedTalker("hello");
        var talk = RunAsync(talker, Dialect.Lf, linger: TimeSpan.FromSeconds(2));
        Assert.Equal("hello\n", await _server.HearAsync());
        await _server.SayAsync("hi\n");
        talker.EndInput();
        Assert.Equal("", await _server.HearToEndAsync());
        await _server.SayAsync(string.Concat(Enumerable.Repeat("again\n", 101)));

        Assert.Equal(CloseReason.Malformed, await Speech.FailureOf(talk));
        Assert.Equal(102, talker.Heard.Pieces.Count);
    }

    [Fact]
    public async Task Somebody_whose_first_line_is_not_answered_learns_what_to_try()
    {
        var talker = new ScriptedTalker("hello");
        var talk = RunAsync(talker, Dialect.Auto);
        await _clock.WhenTimerAsync(TimeSpan.FromSeconds(10));
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.StartsWith("nothing has come for 10 s; ", await talker.Notices.NextAsync(), StringComparison.Ordinal);
        await _server.FinishAsync();
        await talk.InTime();
    }

    private Task<TalkEnding> RunAsync(ScriptedTalker talker, Dialect dialect, TimeSpan greeting = default, TimeSpan linger = default) => TalkClient.RunAsync(
        _client, talker, new() { Lines = new() { Dialect = dialect, Time = _clock }, GreetingWait = greeting, LingerTimeout = linger });
}
