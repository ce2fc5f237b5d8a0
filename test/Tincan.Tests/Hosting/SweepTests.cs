using Tincan.Hosting;
using Tincan.Recording;
using Tincan.Tests.Support;

namespace Tincan.Tests.Hosting;

public sealed class SweepTests : IEventSink, IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(8);

    private readonly PairServer _pairs = new();
    private readonly TaskCompletionSource _looking = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goesOn = new();
    private int _ended;

    public void Dispose()
    {
        _pairs.Dispose();
        _goesOn.Dispose();
    }

    void IEventSink.Take(WireEvent happened)
    {
        if (happened.Kind == WireEventKind.Timeout)
        {
            Interlocked.Increment(ref _ended);
            _looking.TrySetResult();
            Assert.True(_goesOn.Wait(Bounded.Limit));
        }
    }

    [Fact]
    public async Task A_sweep_that_is_due_while_another_is_under_way_is_left_out()
    {
        await using var bench = new HostBench(_pairs, HostBench.Unlimited with { IdleTimeout = Idle, Pipeline = new(new Recorder(null, this).Link()) });
        var client = bench.Connect();
        await _pairs.RestsAsync();
        var slow = Task.Run(() => bench.Clock.Advance(Idle + TimeSpan.FromSeconds(2)));
        await _looking.Task.InTime();

        // The limit struck long ago: a sweep that came in between would reset the client for not going.
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        _goesOn.Set();
        await slow.InTime();

        Assert.Equal(1, _ended);
        Assert.Equal("", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task What_a_conversation_does_at_its_end_delays_no_other()
    {
        var bench = new ConversationBench(async conversation =>
        {
            await conversation.Wire.WaitForDataAsync();
            Assert.True(_goesOn.Wait(Bounded.Limit));
        });

        bench.StandStillFor(ConversationBench.Idle);

        _goesOn.Set();
        await bench.LeaveAsync();
        Assert.Equal("Information: client connection closed: idle timeout; 0 B in, 0 B out", bench.Ending);
    }
}
