using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tincan.Hosting;

/// <summary>
/// The instruments, with names and units by the conventions of OpenTelemetry. Values that grow with every message are observable: they are read only
/// when a collector asks, so a message costs nothing.
/// </summary>
internal static class Instruments
{
    /// <summary>In seconds: a connection may last milliseconds or a day.</summary>
    private static readonly double[] DurationBounds = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 3600, 86_400];

    private static readonly ConcurrentDictionary<HostTelemetry, bool> Hosts = new();

    private static readonly Meter Meter = new(Host.MeterName, Version);

    private static string? Version => typeof(Instruments).Assembly.GetName().Version?.ToString(3);

    public static ActivitySource Activities { get; } = new(Host.ActivitySourceName, Version);

    public static UpDownCounter<long> Active { get; } = Meter.CreateUpDownCounter<long>(
        "tincan.server.active_connections", "{connection}", "Connections that are open.");

    public static Histogram<double> Duration { get; } = Meter.CreateHistogram(
        "tincan.server.connection.duration", "s", "How long connections lasted.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBounds });

    public static Counter<long> Rejected { get; } = Meter.CreateCounter<long>(
        "tincan.server.rejected_connections", "{connection}", "Connections that a limit refused.");

    public static Counter<long> Limited { get; } = Meter.CreateCounter<long>(
        "tincan.server.limited_connections", "{connection}", "Connections that a limit ended.");

    public static void Add(HostTelemetry host)
    {
        Hosts[host] = true;
        Observables.Create();
    }

    public static void Remove(HostTelemetry host) => Hosts.TryRemove(host, out _);

    private static class Observables
    {
        static Observables()
        {
            Meter.CreateObservableCounter("tincan.server.io", static () => Read(static host => host.IO()), "By", "Bytes received and sent.");
            Meter.CreateObservableCounter(
                "tincan.server.messages", static () => Read(static host => host.Messages()), "{message}", "Messages received from clients.");
            Meter.CreateObservableUpDownCounter(
                "tincan.server.unread_connections",
                static () => Read(static host => host.Unread()),
                "{connection}",
                "Connections whose client does not read what is being sent.");
        }

        /// <summary>Creates the instruments, once, in the static constructor.</summary>
        public static void Create()
        {
        }

        private static IEnumerable<Measurement<long>> Read(Func<HostTelemetry, IEnumerable<Measurement<long>>> measure) =>
            Hosts.Keys.SelectMany(measure);
    }
}
