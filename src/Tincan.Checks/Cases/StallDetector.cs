namespace Tincan.Checks.Cases;

/// <summary>Detects that this process did not get to run for a while, so that a timeout in that time says nothing about the program.</summary>
internal sealed class StallDetector : IDisposable
{
    /// <summary>Longer than any time in which a program must answer at once.</summary>
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _last;
    private int _hasStalled;

    public StallDetector(TimeProvider time)
    {
        _time = time;
        _last = time.GetTimestamp();
        _timer = time.CreateTimer(static heart => ((StallDetector)heart!).Tick(), this, Interval, Interval);
    }

    public bool HasStalled
    {
        get
        {
            Tick();
            return Volatile.Read(ref _hasStalled) != 0;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        var now = _time.GetTimestamp();
        if (_time.GetElapsedTime(Interlocked.Exchange(ref _last, now), now) > MaxPause)
        {
            Volatile.Write(ref _hasStalled, 1);
        }
    }
}
