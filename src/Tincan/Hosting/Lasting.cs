namespace Tincan.Hosting;

/// <summary>For how long each look has found a condition true and a number unchanged. Only looks measure it, so nothing runs between them.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Lasting
{
    /// <summary>The complement of the time of the first such look, so that 0, which is what memory begins with, means none.</summary>
    private long _since;
    private long _number;

    /// <summary>Looks.</summary>
    /// <param name="holds">Whether it is true now.</param>
    /// <param name="number">The number now. If it has changed since the last look, the time starts again.</param>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="time">The clock.</param>
    /// <returns>How long it has been true; null if it is not.</returns>
    public TimeSpan? Look(bool holds, long number, long now, TimeProvider time)
    {
        if (!holds)
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
