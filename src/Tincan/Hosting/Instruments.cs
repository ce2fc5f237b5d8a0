using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tincan.Hosting;

/// <summary>
/// The instruments, with the names and units of OpenTelemetry. What grows with every message is not counted by an instrument but read when
/// somebody asks, so a message costs nothing.
/// </summary>
internal static class Instruments
{
    /// <summary>Seconds; a connection may last for milliseconds or for a day.</summary>
    private static readonly double[] DurationBounds = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 3600, 86_400];

    private static readonly ConcurrentDictionary<HostTelemetry, bool> Hosts = new();

    private static readonly Meter Meter = new(TelemetryNames.Meter, Version);

    private static string? Version => typeof(Instruments).Assembly.GetName().Version?.ToString(3);

    public static ActivitySource Activities { get; } = new(TelemetryNames.ActivitySource, Version);

    public static UpDownCounter<long> Active { get; } = Meter.CreateUpDownCounter<long>(
        "tincan.server.active_connections", "{connection}", "Connections that are open.");

    public static Histogram<double> Duration { get; } = Meter.CreateHistogram(
        "tincan.server.connection.duration", "s", "How long connections lasted.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBounds });

    public static Counter<long> Rejected { get; } = Meter.CreateCounter<long>(
        "tincan.server.rejected_connections", "{connection}", "Connections that a limit did not let begin.");

    public static Counter<long> Limited { get; } = Meter.CreateCounter<long>(
        "tincan.server.limited_connections", "{connection}", "Connections that a limit ended.");

    /// <summary>Adds a host whose counts are read.</summary>
    public static void Add(HostTelemetry host)
    {
        Hosts[host] = true;
        Lookups.Begin();
    }

    /// <summary>Removes a host.</summary>
    public static void Remove(HostTelemetry host) => Hosts.TryRemove(host, out _);

    private static class Lookups
    {
        static Lookups()
        {
            Meter.CreateObservableCounter("tincan.server.io", static () => Ask(static host => host.IO()), "By", "Bytes received and sent.");
            Meter.CreateObservableCounter(
                "tincan.server.messages", static () => Ask(static host => host.Messages()), "{message}", "Whole messages taken from clients.");
            Meter.CreateObservableUpDownCounter(
                "tincan.server.unread_connections",
                static () => Ask(static host => host.Unread()),
                "{connection}",
                "Connections whose client does not take what it is sent, now.");
        }

        /// <summary>Makes the instruments, once.</summary>
        public static void Begin()
        {
        }

        private static IEnumerable<Measurement<long>> Ask(Func<HostTelemetry, IEnumerable<Measurement<long>>> question) =>
            Hosts.Keys.SelectMany(question);
    }
}
