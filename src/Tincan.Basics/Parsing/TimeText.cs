namespace Tincan.Parsing;

/// <summary>Times as people write them: <c>5s</c>, <c>200ms</c>, <c>2m</c>, <c>1h</c>, or a number of seconds, from 0 to 24 days.</summary>
public static class TimeText
{
    /// <summary>No timer of the system can be set for much longer.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromDays(24);

    /// <summary>Reads a time.</summary>
    /// <param name="text">The time as written.</param>
    /// <param name="time">What it says.</param>
    public static bool TryRead(string text, out TimeSpan time)
    {
        time = default;
        var number = text.TrimEnd('h', 'm', 's');
        decimal unit = text[number.Length..] switch
        {
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" or "" => TimeSpan.TicksPerSecond,
            "m" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            _ => 0,
        };
        if (unit == 0
            || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || amount > Most.Ticks / unit)
        {
            return false;
        }

        time = TimeSpan.FromTicks((long)(amount * unit));
        return true;
    }

    /// <summary>Writes a time so that it is read as the same again.</summary>
    /// <param name="time">From 0 to 24 days.</param>
    public static string Write(TimeSpan time) => time switch
    {
        { Ticks: 0 } => "0s",
        { TotalSeconds: < 1 } => Amount(time, TimeSpan.TicksPerMillisecond, "ms"),
        _ when time.Ticks % TimeSpan.TicksPerHour == 0 => Amount(time, TimeSpan.TicksPerHour, "h"),
        { TotalSeconds: >= 120 } when time.Ticks % TimeSpan.TicksPerMinute == 0 => Amount(time, TimeSpan.TicksPerMinute, "m"),
        _ => Amount(time, TimeSpan.TicksPerSecond, "s"),
    };

    private static string Amount(TimeSpan time, decimal unit, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.Ticks / unit:0.#######}{name}");
}
