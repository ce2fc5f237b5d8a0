namespace Tincan.Tests.Support;

public sealed class FakeClockTests
{
    private readonly FakeClock _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Timers_fire_in_the_order_in_which_they_are_due_each_at_its_time()
    {
        using var late = Timer("late", 3, Timeout.InfiniteTimeSpan);
        using var often = Timer("often", 1, TimeSpan.FromSeconds(2));

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["often at 1", "late at 3", "often at 3", "often at 5"], _fired);
        Assert.Equal(TimeSpan.FromSeconds(5), _clock.GetElapsedTime(0));
    }

    [Fact]
    public void A_timer_that_was_disposed_or_put_off_does_not_fire()
    {
        var gone = Timer("gone", 1, Timeout.InfiniteTimeSpan);
        using var putOff = Timer("put off", 1, Timeout.InfiniteTimeSpan);
        gone.Dispose();
        putOff.Change(TimeSpan.FromSeconds(9), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(8));

        Assert.Empty(_fired);
        Assert.False(gone.Change(TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public async Task Waiting_for_a_timer_ends_when_it_is_set()
    {
        var set = _clock.WhenTimerAsync(TimeSpan.FromSeconds(2));
        Assert.False(set.IsCompleted);

        var delay = Task.Delay(TimeSpan.FromSeconds(2), _clock, CancellationToken.None);
        await set;
        _clock.Advance(TimeSpan.FromSeconds(2));

        await delay.InTime();
        await _clock.WhenNoTimerAsync();
    }

    private ITimer Timer(string name, int seconds, TimeSpan period) => _clock.CreateTimer(
        _ => _fired.Add($"{name} at {_clock.Now.TotalSeconds}"), null, TimeSpan.FromSeconds(seconds), period);
}
