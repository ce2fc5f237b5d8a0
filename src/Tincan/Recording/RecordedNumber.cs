namespace Tincan.Recording;

/// <summary>Reads numbers and times of a recording, which is untrusted, and rejects those that could overflow later.</summary>
internal static class RecordedNumber
{
    /// <summary>The largest integer that every JSON reader represents exactly: 2^53.</summary>
    public const long MaxCount = 1L << 53;

    /// <summary>About 31 years, in seconds.</summary>
    private const int MaxTime = 1_000_000_000;
    private const int FirstYear = 1970;
    private const int LastYear = 9000;

    /// <summary>Reads a whole number, 0 to <paramref name="most"/>.</summary>
    /// <exception cref="FormatException">It is not such a number.</exception>
    public static long Read(ref Utf8JsonReader json, string name, long most) =>
        json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var number) && number >= 0 && number <= most
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{name}' is not a whole number from 0 to {most}"));

    /// <summary>Reads seconds since the recording began.</summary>
    /// <exception cref="FormatException">The value is not a number, or out of range.</exception>
    public static TimeSpan ReadTime(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number && json.TryGetDecimal(out var seconds) && seconds is >= 0 and <= MaxTime
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'time' is not a number of seconds from 0 to {MaxTime}"));

    /// <summary>Reads the wall time.</summary>
    /// <exception cref="FormatException">The value is not a time, or out of range.</exception>
    public static DateTimeOffset ReadWall(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.String && json.TryGetDateTimeOffset(out var wall) && wall.Year is >= FirstYear and < LastYear
            ? wall
            : throw new FormatException("'wall' is not a time such as 2026-03-01T09:00:00Z");
}
