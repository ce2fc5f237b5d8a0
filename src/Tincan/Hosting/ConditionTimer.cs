namespace Tincan.Hosting;

/// <summary>Measures how long a condition has been true and a number unchanged, as far as periodic updates can tell.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct ConditionTimer
{
    /// <summary>The complement of the timestamp of the first such update. The default, 0, means none.</summary>
    private long _since;
    private long _number;

    /// <summary>Updates the measurement.</summary>
    /// <param name="isTrue">Whether the condition is true now.</param>
    /// <param name="number">The number now. If it has changed, the measurement restarts.</param>
    /// <param name="now">The current timestamp.</param>
    /// <param name="time">The clock.</param>
    /// <returns>How long it has been true; null if it is not.</returns>
    public TimeSpan? Update(bool isTrue, long number, long now, TimeProvider time)
    {
        if (!isTrue)
        {
            _since = 0;
            return null;
        }

        if (_since == 0 || number != _number)
        {
            (_since, _number) = (~now, number);
        }

        return time.GetElapsedTime(~_since, now);
    }
}
