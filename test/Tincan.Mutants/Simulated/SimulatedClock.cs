namespace Tincan.Mutants.Simulated;

/// <summary>A clock that only moves when it is advanced to the next timer.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    private readonly PriorityQueue<Timer, (TimeSpan Due, long Order)> _timers = new();
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The time since the start of the clock.</summary>
    public TimeSpan Now { get; private set; }

    public override long GetTimestamp() => Now.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Advances to the next timer that is due, and fires it. Of several at the same time, the one that was set first.</summary>
    /// <returns>False if there is no timer.</returns>
    public bool Advance()
    {
        while (_timers.TryDequeue(out var timer, out var key))
        {
            if (timer.Order == key.Order)
            {
                Now = key.Due;
                timer.Fire();
                return true;
            }
        }

        return false;
    }

    private sealed class Timer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;
        private bool _isDisposed;

        /// <summary>The number of the current entry in the queue. Changing a timer leaves its old entry in the queue.</summary>
        public long Order { get; private set; }

        public void Fire()
        {
            Set(_period);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_isDisposed)
            {
                return false;
            }

            _period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
            Set(dueTime);
            return true;
        }

        public void Dispose()
        {
            _isDisposed = true;
            Order = 0;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(TimeSpan due)
        {
            Order = ++clock._order;
            if (due != Timeout.InfiniteTimeSpan)
            {
                clock._timers.Enqueue(this, (clock.Now + due, Order));
            }
        }
    }
}
