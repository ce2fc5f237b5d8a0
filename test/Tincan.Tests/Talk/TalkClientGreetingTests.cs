using Tincan.Framing;
using Tincan.Protocols.Talk;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Talk;

/// <summary>The first messages: whether the server greets, and how it ends a line.</summary>
public sealed class TalkClientGreetingTests : IAsyncDisposable
{
    private static readonly TimeSpan Greeting = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(50);

    private readonly TalkClientBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("220 ready\r\n", "HELO\r\n")]
    [InlineData("220 ready\n", "HELO\n")]
    public async Task A_greeting_is_shown_first_and_shows_how_the_server_ends_a_line(string greeting, string said)
    {
        var talker = new ScriptedTalker("HELO");
        var talk = _bench.RunAsync(talker, Dialect.Auto, greeting: Greeting);
        await _bench.Clock.WhenTimerAsync(Greeting);
        await _bench.Server.SendTextAsync(greeting);
        Assert.Equal("220 ready", await talker.Shown.NextAsync());
        await _bench.Clock.WhenTimerAsync(Settling);
        _bench.Clock.Advance(Settling);

        Assert.Equal(said, await _bench.Server.ReceiveTextAsync());
        await _bench.Server.FinishAsync();
        Assert.Equal(TalkEnding.There, await talk.InTime());
    }

    [Fact]
    public async Task A_server_that_does_not_greet_is_not_waited_for_longer()
    {
        var talk = _bench.RunAsync(new ScriptedTalker("hello"), Dialect.Auto, greeting: Greeting);
        await _bench.Clock.WhenTimerAsync(Greeting);
        _bench.Clock.Advance(Greeting);

        Assert.Equal("hello\n", await _bench.Server.ReceiveTextAsync());
        await _bench.Server.FinishAsync();
        await talk.InTime();
    }

    [Fact]
    public async Task A_server_that_answers_without_a_line_end_is_sent_none_and_one_in_between_corrects_that()
    {
        var talker = new ScriptedTalker("one", "two", "three");
        var talk = _bench.RunAsync(talker, Dialect.Auto);
        Assert.Equal("one\n", await _bench.Server.ReceiveTextAsync());
        await _bench.Server.SendTextAsync("re one");
        await _bench.Clock.WhenTimerAsync(TimeSpan.FromMilliseconds(500));
        _bench.Clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal("re one", await talker.Shown.NextAsync());
        Assert.Equal("two", await _bench.Server.ReceiveTextAsync());
        Assert.Contains("messages have no line end", await talker.Notices.NextAsync(), StringComparison.Ordinal);

        await _bench.Server.SendTextAsync("re two\r\n");
        Assert.Equal("re two", await talker.Shown.NextAsync());
        Assert.Equal("three\r\n", await _bench.Server.ReceiveTextAsync());
        await _bench.Server.FinishAsync();
        await talk.InTime();
    }

    [Fact]
    public async Task A_greeting_without_a_line_end_is_no_reason_to_leave_it_out()
    {
        var talker = new ScriptedTalker("bob");
        var talk = _bench.RunAsync(talker, Dialect.Auto, greeting: Greeting);
        await _bench.Clock.WhenTimerAsync(Greeting);
        await _bench.Server.SendTextAsync("name: ");

        // The wait for a greeting, and the silence that ends it.
        await _bench.Clock.WhenTimersAsync(2);
        _bench.Clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal("name: ", await talker.Shown.NextAsync());
        await _bench.Clock.WhenTimerAsync(Settling);
        _bench.Clock.Advance(Settling);
        Assert.Equal("bob\n", await _bench.Server.ReceiveTextAsync());
        await _bench.Server.FinishAsync();
        await talk.InTime();
    }

    [Fact]
    public async Task Somebody_whose_first_line_is_not_answered_learns_what_to_try()
    {
        var talker = new ScriptedTalker("hello");
        var talk = _bench.RunAsync(talker, Dialect.Auto);
        await _bench.Clock.WhenTimerAsync(TimeSpan.FromSeconds(10));
        _bench.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.StartsWith("received nothing for 10 s; ", await talker.Notices.NextAsync(), StringComparison.Ordinal);
        await _bench.Server.FinishAsync();
        await talk.InTime();
    }
}
