namespace Tincan.Hosting;

/// <summary>Looks at limits before they are put into force.</summary>
internal static class LimitCheck
{
    /// <summary>How often sweeps are needed, so that no limit bites later than by an eighth of it or by a second; null if none is needed.</summary>
    public static TimeSpan? SweepPeriod(HostOptions options)
    {
        var finite = Times(options).Where(static limit => limit != Timeout.InfiniteTimeSpan).Select(static limit => limit.TotalMilliseconds / 8).ToList();
        if (options.MaxNewPerAddress is not null)
        {
            // Addresses are forgotten by the sweep.
            finite.Add(1000);
        }

        return finite.Count == 0 ? null : TimeSpan.FromMilliseconds(Math.Clamp(finite.Min(), 10, 1000));
    }

    /// <summary>Refuses limits that make no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One makes none.</exception>
    public static void ThrowIfSenseless(HostOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConnections, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConnectionsPerAddress ?? 1, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxNewPerAddress ?? 1, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxNewPerAddress ?? 1, HostOptions.MostNewPerAddress, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LingerTimeout, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.DrainTimeout, TimeSpan.Zero, nameof(options));
        foreach (var limit in Times(options).Where(static limit => limit != Timeout.InfiniteTimeSpan))
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero, nameof(options));
        }

        foreach (var time in (TimeSpan[])[.. Times(options), options.LingerTimeout, options.DrainTimeout])
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time, HostOptions.LongestTime, nameof(options));
        }
    }

    private static TimeSpan[] Times(HostOptions options) =>
        [options.FirstByteTimeout, options.MessageTimeout, options.IdleTimeout, options.WriteTimeout, options.MaxConnectionAge];
}
