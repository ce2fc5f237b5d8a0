namespace Tincan.Checks.Cases;

/// <summary>
/// Notices that this process did not get to run for a while: what a run measured in that time says nothing about the program.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    /// <summary>A pause that is longer than any that a program under check is allowed for an answer at once.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _last;
    private int _hasPaused;

    public Heartbeat(TimeProvider time)
    {
        _time = time;
        _last = time.GetTimestamp();
        _timer = time.CreateTimer(static heart => ((Heartbeat)heart!).Look(), this, Beat, Beat);
    }

    /// <summary>There was such a pause.</summary>
    public bool HasPaused
    {
        get
        {
            Look();
            return Volatile.Read(ref _hasPaused) != 0;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var now = _time.GetTimestamp();
        if (_time.GetElapsedTime(Interlocked.Exchange(ref _last, now), now) > Pause)
        {
            Volatile.Write(ref _hasPaused, 1);
        }
    }
}
