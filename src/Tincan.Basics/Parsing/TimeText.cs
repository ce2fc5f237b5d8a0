namespace Tincan.Parsing;

/// <summary>The syntax of durations: <c>5s</c>, <c>200ms</c>, <c>2m</c>, <c>1h</c>, or a number of seconds, from 0 to 24 days.</summary>
public static class TimeText
{
    /// <summary>The maximum: no system timer can be set for much longer.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromDays(24);

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The duration.</param>
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

    /// <summary>Writes a duration so that <see cref="TryRead"/> reads the same.</summary>
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
