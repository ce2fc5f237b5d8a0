namespace Tincan;

/// <summary>Formats times, counts and names for people.</summary>
public static class Readable
{
    /// <summary>A time in the unit that fits: <c>85 µs</c>, <c>3.2 ms</c>, <c>5.0 s</c>, <c>12 min</c>.</summary>
    /// <param name="time">The time.</param>
    /// <param name="ascii">Whether to write <c>us</c> for <c>µs</c>.</param>
    public static string Time(TimeSpan time, bool ascii = false) => time.Ticks switch
    {
        < 0 => $"{time.TotalMicroseconds:0} {(ascii ? "us" : "µs")}",
        < 9_995 => $"{Round(time, TimeSpan.TicksPerMicrosecond)} {(ascii ? "us" : "µs")}",
        < 99_500 => $"{Tenths(time, TimeSpan.TicksPerMillisecond)} ms",
        < 9_995_000 => $"{Round(time, TimeSpan.TicksPerMillisecond)} ms",
        < 1_199_500_000 => $"{Tenths(time, TimeSpan.TicksPerSecond)} s",
        < 71_700_000_000 => $"{time.TotalMinutes:0} min",
        _ => $"{time.TotalHours:0.0} h",
    };

    /// <summary>Whole numbers: a ladder has a time in each row, and formatting a fraction takes many times as long.</summary>
    private static long Round(TimeSpan time, long unit) => (time.Ticks + (unit / 2)) / unit;

    private static string Tenths(TimeSpan time, long unit)
    {
        var tenths = Round(time, unit / 10);
        return $"{tenths / 10}.{tenths % 10}";
    }

    /// <summary>The names of an enumeration that counts from 0, in kebab case: <c>peer-finished</c>.</summary>
    public static string[] WordsOf<T>()
        where T : struct, Enum => Array.ConvertAll(
            Enum.GetNames<T>(), static name => string.Concat(name.Select(static (letter, at) => at > 0 && char.IsUpper(letter) ? $"-{letter}" : $"{letter}")).ToLowerInvariant());

    /// <summary><c>1 byte</c>, <c>2 bytes</c>.</summary>
    public static string Count(long count, string one) => count == 1 ? $"1 {one}" : $"{count} {one}s";
}
