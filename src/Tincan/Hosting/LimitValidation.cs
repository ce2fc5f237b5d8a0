namespace Tincan.Hosting;

/// <summary>Validates the limits of a host.</summary>
internal static class LimitValidation
{
    /// <summary>The time between sweeps, so that no timeout is late by more than an eighth of it, or a second. Null if no sweep is needed.</summary>
    public static TimeSpan? SweepPeriod(HostOptions options)
    {
        var finite = Times(options).Where(static limit => limit != Timeout.InfiniteTimeSpan).Select(static limit => limit.TotalMilliseconds / 8).ToList();
        if (options.MaxNewPerAddress is not null)
        {
            // The sweep removes unused addresses.
            finite.Add(1000);
        }

        return finite.Count == 0 ? null : TimeSpan.FromMilliseconds(Math.Clamp(finite.Min(), 10, 1000));
    }

    /// <exception cref="ArgumentOutOfRangeException">A limit is out of range.</exception>
    public static void ThrowIfOutOfRange(HostOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConnections, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConnectionsPerAddress ?? 1, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxNewPerAddress ?? 1, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxNewPerAddress ?? 1, HostOptions.LargestMaxNewPerAddress, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LingerTimeout, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.DrainTimeout, TimeSpan.Zero, nameof(options));
        foreach (var limit in Times(options).Where(static limit => limit != Timeout.InfiniteTimeSpan))
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero, nameof(options));
        }

        foreach (var time in (TimeSpan[])[.. Times(options), options.LingerTimeout, options.DrainTimeout])
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time, HostOptions.LongestTimeout, nameof(options));
        }
    }

    private static TimeSpan[] Times(HostOptions options) =>
        [options.FirstByteTimeout, options.MessageTimeout, options.IdleTimeout, options.WriteTimeout, options.MaxConnectionAge];
}
