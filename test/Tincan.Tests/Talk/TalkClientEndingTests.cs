using Tincan.Framing;
using Tincan.Protocols.Talk;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Talk;

/// <summary>How a talk ends, from either side.</summary>
public sealed class TalkClientEndingTests : IAsyncDisposable
{
    private readonly TalkClientBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(Dialect.Lf, "")]
    [InlineData(Dialect.Nul, "")]
    [InlineData(Dialect.Raw, "")]
    [InlineData(Dialect.CrLf, "\r\n")]
    public async Task A_blank_line_ends_the_talk_and_travels_in_crlf_only(Dialect dialect, string said)
    {
        Assert.Equal(TalkEnding.Here, await _bench.RunAsync(new ScriptedTalker("", "never said"), dialect).InTime());

        Assert.Equal(said, await _bench.Server.ReceiveToEndAsync());
    }

    [Theory]
    [InlineData(Dialect.Lf)]
    [InlineData(Dialect.CrLf)]
    public async Task The_end_of_input_ends_the_talk_with_FIN_alone(Dialect dialect)
    {
        var talker = new ScriptedTalker();
        talker.EndInput();

        Assert.Equal(TalkEnding.Here, await _bench.RunAsync(talker, dialect).InTime());
        Assert.Equal("", await _bench.Server.ReceiveToEndAsync());
    }

    [Fact]
    public async Task A_peer_that_finishes_is_noticed_while_it_is_this_sides_turn()
    {
        var talker = new ScriptedTalker();
        var talk = _bench.RunAsync(talker, Dialect.Lf);
        await talker.TurnAsync();
        await _bench.Server.FinishAsync();

        Assert.Equal(TalkEnding.There, await talk.InTime());
        Assert.Equal("", await _bench.Server.ReceiveToEndAsync());
    }

    [Fact]
    public async Task A_peer_that_resets_is_noticed_while_it_is_this_sides_turn()
    {
        var talker = new ScriptedTalker();
        var talk = _bench.RunAsync(talker, Dialect.Lf);
        await talker.TurnAsync();
        _bench.Server.Abort();

        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(talk));
    }

    [Fact]
    public async Task After_the_talk_no_receive_is_under_way()
    {
        var talker = new ScriptedTalker();
        var talk = _bench.RunAsync(talker, Dialect.Lf);
        await talker.TurnAsync();
        await _bench.Server.SendTextAsync("half of a mess");
        talker.Type("");

        Assert.Equal(TalkEnding.Here, await talk.InTime());
        Assert.Equal(0, _bench.Client.UnderWay);
    }

    [Fact]
    public async Task Giving_up_ends_it_while_a_person_thinks()
    {
        using var giveUp = new CancellationTokenSource();
        var talker = new ScriptedTalker();
        var talk = TalkClient.RunAsync(_bench.Client, talker, new() { Lines = new() { Dialect = Dialect.Lf }, GreetingWait = TimeSpan.Zero }, giveUp.Token);
        await talker.TurnAsync();
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => talk.InTime());
        Assert.Equal(0, _bench.Client.UnderWay);
    }

    [Fact]
    public async Task The_rest_of_the_last_answer_is_shown_after_the_end_of_input()
    {
        var talker = new ScriptedTalker("GET a");
        var talk = _bench.RunAsync(talker, Dialect.Lf, linger: TimeSpan.FromSeconds(2));
        Assert.Equal("GET a\n", await _bench.Server.ReceiveTextAsync());
        await _bench.Server.SendTextAsync("$5\n");
        talker.EndInput();
        Assert.Equal("", await _bench.Server.ReceiveTextAsync());
        await _bench.Server.SendTextAsync("hello\n");
        await _bench.Server.SendTextAsync("and more");
        await _bench.Server.FinishAsync();

        Assert.Equal(TalkEnding.Here, await talk.InTime());
        Assert.Equal(["$5", "hello", "and more"], talker.Shown.Pieces);
    }

    [Fact]
    public async Task A_server_that_never_closes_is_left_after_the_linger_timeout_and_what_it_had_sent_is_shown()
    {
        var linger = TimeSpan.FromSeconds(2);
        var talker = new ScriptedTalker("hello");
        var talk = _bench.RunAsync(talker, Dialect.Lf, linger: linger);
        Assert.Equal("hello\n", await _bench.Server.ReceiveTextAsync());
        await _bench.Server.SendTextAsync("hi\nhalf of a mess");
        talker.EndInput();
        await _bench.Clock.WhenTimerAsync(linger);
        _bench.Clock.Advance(linger);

        Assert.Equal(TalkEnding.Here, await talk.InTime());
        Assert.Equal(["hi", "half of a mess"], talker.Shown.Pieces);
        Assert.Equal("the peer has not closed its end", await talker.Notices.NextAsync());
    }

    [Fact]
    public async Task The_client_leaves_a_server_that_repeats_its_last_message_forever()
    {
        var talker = new ScriptedTalker("hello");
        var talk = _bench.RunAsync(talker, Dialect.Lf, linger: TimeSpan.FromSeconds(2));
        Assert.Equal("hello\n", await _bench.Server.ReceiveTextAsync());
        await _bench.Server.SendTextAsync("hi\n");
        talker.EndInput();
        Assert.Equal("", await _bench.Server.ReceiveToEndAsync());
        await _bench.Server.SendTextAsync(string.Concat(Enumerable.Repeat("again\n", 101)));

        Assert.Equal(CloseReason.Malformed, await WireText.FailureOf(talk));
        Assert.Equal(102, talker.Shown.Pieces.Count);
    }
}
