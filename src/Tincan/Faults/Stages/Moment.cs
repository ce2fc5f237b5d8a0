namespace Tincan.Faults.Stages;

/// <summary>Times of a fault plan. A time may be as far away as a caller likes: what is too far to be counted never comes.</summary>
internal static class Moment
{
    /// <summary>The time of what does not come by itself.</summary>
    public static readonly TimeSpan Never = TimeSpan.MaxValue;

    /// <summary>So much later.</summary>
    public static TimeSpan Later(this TimeSpan now, TimeSpan by) => by < Never - now ? now + by : Never;

    /// <summary>So much later; never if that is not said.</summary>
    public static TimeSpan Later(this TimeSpan now, TimeSpan? by) => by is { } time ? now.Later(time) : Never;

    /// <summary>The sooner of two times.</summary>
    public static TimeSpan Sooner(this TimeSpan one, TimeSpan other) => one < other ? one : other;
}
