using Tincan.Framing;
using Tincan.Tests.Support;

namespace Tincan.Tests.Hosting;

public sealed class IdleTests : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly PairServer _pairs = new();

    public void Dispose() => _pairs.Dispose();

    [Fact]
    public async Task A_client_gets_FIN_when_the_idle_timeout_expires_and_not_before()
    {
        var bench = new ConversationBench(_pairs);
        var receiving = bench.Client.ReceiveTextAsync();
        bench.StandStillFor(ConversationBench.Idle - Moment);
        Assert.False(receiving.IsCompleted);

        bench.SweepAfter(Moment);

        Assert.Equal("", await receiving);
        await bench.LeaveAsync();
        Assert.Equal("Information: client connection closed: idle timeout; 0 B in, 0 B out", bench.Ending);
    }

    [Fact]
    public async Task A_message_starts_the_idle_limit_again()
    {
        var bench = new ConversationBench(_pairs);
        await _pairs.RestsAsync();
        bench.StandStillFor(ConversationBench.Idle - Moment);
        await bench.Client.SendTextAsync("ab");
        Assert.Equal("ab", await bench.Client.ReceiveTextAsync());
        await _pairs.RestsAsync();

        bench.SweepAfter(ConversationBench.Idle);
        bench.StandStillFor(ConversationBench.Idle - Moment);

        await bench.Client.SendTextAsync("cd");
        Assert.Equal("cd", await bench.Client.ReceiveTextAsync());
        await bench.LeaveAsync();
        Assert.Equal("Information: client connection closed: client finished; 4 B in, 4 B out", bench.Ending);
    }

    [Fact]
    public async Task Idle_in_mid_message_is_an_error_for_the_server_and_FIN_for_the_client()
    {
        var bench = new ConversationBench(_pairs);
        await bench.Client.SendTextAsync("a");
        await _pairs.IsMidMessageAsync();

        bench.StandStillFor(ConversationBench.Idle);

        Assert.Equal("", await bench.Client.ReceiveTextAsync());
        await bench.LeaveAsync();
        Assert.Equal(
            "Warning: client connection closed: idle timeout: the rest of a message did not arrive in time; 1 B in, 0 B out", bench.Ending);
    }

    [Fact]
    public async Task A_server_may_still_answer_a_client_that_was_idle_in_mid_message()
    {
        var bench = new ConversationBench(static async conversation =>
        {
            var reason = await WireText.FailureOf(conversation.Wire.ReceiveAsync(new byte[1]));
            await conversation.Wire.SendTextAsync(reason.ToString());
        });

        bench.StandStillFor(ConversationBench.Idle);

        Assert.Equal("Idle", await bench.Client.ReceiveToEndAsync());
        await bench.LeaveAsync();
    }

    [Fact]
    public async Task A_server_that_thinks_is_not_an_idle_client()
    {
        var thought = new TaskCompletionSource();
        var bench = new ConversationBench(async conversation =>
        {
            await thought.Task;
            await conversation.Wire.SendTextAsync("42");
        });

        bench.StandStillFor(TimeSpan.FromDays(1));
        thought.SetResult();

        Assert.Equal("42", await bench.Client.ReceiveToEndAsync());
        await bench.LeaveAsync();
    }

    [Fact]
    public async Task A_server_that_thinks_about_a_raw_question_is_not_an_idle_client_either()
    {
        var (asked, thought) = (new TaskCompletionSource(), new TaskCompletionSource());
        var bench = new ConversationBench(async conversation =>
        {
            using var lines = new LineChannel(conversation.Wire, new() { Dialect = Dialect.Raw, Time = conversation.Time });
            await lines.ReadAsync();
            asked.SetResult();
            await thought.Task;
            await lines.SendAsync("42"u8);
        });
        await bench.Client.SendTextAsync("why?");
        await bench.Clock.WhenTimersAsync(1);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(20));
        await asked.Task.InTime();

        bench.StandStillFor(TimeSpan.FromDays(1));
        thought.SetResult();

        Assert.Equal("42", await bench.Client.ReceiveToEndAsync());
        await bench.LeaveAsync();
    }
}
