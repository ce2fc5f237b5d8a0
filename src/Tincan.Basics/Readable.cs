namespace Tincan;

/// <summary>Formats times, counts and names for people.</summary>
public static class Readable
{
    /// <summary>A time in the unit that fits: <c>85 µs</c>, <c>3.2 ms</c>, <c>5.0 s</c>, <c>12 min</c>.</summary>
    /// <param name="time">The time.</param>
    /// <param name="ascii">Whether to write <c>us</c> for <c>µs</c>.</param>
    public static string Time(TimeSpan time, bool ascii = false) => time switch
    {
        { TotalMilliseconds: < 0.9995 } => $"{time.TotalMicroseconds:0} {(ascii ? "us" : "µs")}",
        { TotalMilliseconds: < 9.95 } => $"{time.TotalMilliseconds:0.0} ms",
        { TotalMilliseconds: < 999.5 } => $"{time.TotalMilliseconds:0} ms",
        { TotalSeconds: < 119.95 } => $"{time.TotalSeconds:0.0} s",
        { TotalMinutes: < 119.5 } => $"{time.TotalMinutes:0} min",
        _ => $"{time.TotalHours:0.0} h",
    };

    /// <summary>The names of an enumeration that counts from 0, in kebab case: <c>peer-finished</c>.</summary>
    public static string[] WordsOf<T>()
        where T : struct, Enum => Array.ConvertAll(
            Enum.GetNames<T>(), static name => string.Concat(name.Select(static (letter, at) => at > 0 && char.IsUpper(letter) ? $"-{letter}" : $"{letter}")).ToLowerInvariant());

    /// <summary><c>1 byte</c>, <c>2 bytes</c>.</summary>
    public static string Count(long count, string one) => count == 1 ? $"1 {one}" : $"{count} {one}s";
}
