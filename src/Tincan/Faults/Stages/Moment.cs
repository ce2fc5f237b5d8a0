namespace Tincan.Faults.Stages;

/// <summary>Arithmetic of times in a fault plan. A result beyond the range of TimeSpan is <see cref="Never"/>.</summary>
internal static class Moment
{
    public static readonly TimeSpan Never = TimeSpan.MaxValue;

    public static TimeSpan Later(this TimeSpan now, TimeSpan by) => by < Never - now ? now + by : Never;

    /// <summary>The sum; never if <paramref name="by"/> is null.</summary>
    public static TimeSpan Later(this TimeSpan now, TimeSpan? by) => by is { } time ? now.Later(time) : Never;

    /// <summary>The earlier of two times.</summary>
    public static TimeSpan Sooner(this TimeSpan one, TimeSpan other) => one < other ? one : other;
}
