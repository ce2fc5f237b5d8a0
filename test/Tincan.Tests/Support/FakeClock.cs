namespace Tincan.Tests.Support;

/// <summary>A clock that stands still until it is advanced, and that says when somebody waits for it.</summary>
internal sealed class FakeClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _waiting = [];
    private TaskCompletionSource _changed = NewChange();
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How long this clock has run.</summary>
    public TimeSpan Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    /// <summary>When the next timer fires; null if none is set.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count == 0 ? null : _waiting.Min(static timer => timer.Due);
            }
        }
    }

    public override long GetTimestamp() => Now.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass; timers fire in the order in which they are due, each at its own time, before this returns.</summary>
    public void Advance(TimeSpan by)
    {
        var until = Now + by;
        while (TakeDue(until) is { } timer)
        {
            timer.Fire();
        }

        lock (_lock)
        {
            _now = until;
        }
    }

    /// <summary>Waits until as many timers are set.</summary>
    public Task WhenTimersAsync(int count) => WhenAsync(timers => timers.Count >= count);

    /// <summary>Waits until a timer is set that will fire after exactly this time.</summary>
    public Task WhenTimerAsync(TimeSpan due) => WhenAsync(timers => timers.Exists(timer => timer.Due == _now + due));

    /// <summary>Waits until no timer is set that will fire after exactly this time.</summary>
    public Task WhenNoTimerAsync(TimeSpan due) => WhenAsync(timers => !timers.Exists(timer => timer.Due == _now + due));

    /// <summary>Waits until no timer is set.</summary>
    public Task WhenNoTimerAsync() => WhenAsync(timers => timers.Count == 0);

    private async Task WhenAsync(Predicate<List<FakeTimer>> condition)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (condition(_waiting))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.InTime();
        }
    }

    private FakeTimer? TakeDue(TimeSpan until)
    {
        lock (_lock)
        {
            var next = _waiting.Where(timer => timer.Due <= until).MinBy(static timer => timer.Due);
            if (next is not null)
            {
                _now = next.Due;
                SetTimer(next, next.Period, next.Period);
            }

            return next;
        }
    }

    private void SetTimer(FakeTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _waiting.Remove(timer);
            timer.Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.Due = _now + dueTime;
                _waiting.Add(timer);
            }

            var changed = _changed;
            _changed = NewChange();
            changed.SetResult();
        }
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; set; } = Timeout.InfiniteTimeSpan;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed)
            {
                return false;
            }

            clock.SetTimer(this, dueTime, period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period);
            return true;
        }

        public void Dispose()
        {
            _disposed = true;
            clock.SetTimer(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
