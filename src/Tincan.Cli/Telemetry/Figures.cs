using System.Diagnostics.Metrics;
using Tincan.Hosting;

namespace Tincan.Cli.Telemetry;

/// <summary>The current values of the hosts' metrics, for the live page. They are the ones that are exported.</summary>
internal sealed class Figures : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, ServiceFigures> _services = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new()
    {
        InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == Host.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        },
    };

    /// <summary>Starts listening. What happened before is not counted.</summary>
    public Figures()
    {
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument.Name, 1, tags));
        _listener.Start();
    }

    /// <summary>Reads the current figures of each service. They change when all are read.</summary>
    public IReadOnlyList<T> Read<T>(Func<string, ServiceFigures, T> read)
    {
        _listener.RecordObservableInstruments();
        lock (_lock)
        {
            return [.. _services.Select(service => read(service.Key, service.Value))];
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Take(string instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var service = Tag(tags, "tincan.service");
        lock (_lock)
        {
            if (!_services.TryGetValue(service, out var figures))
            {
                _services[service] = figures = new ServiceFigures();
            }

            switch (instrument)
            {
                case "tincan.server.active_connections":
                    figures.Open += value;
                    break;
                case "tincan.server.connection.duration":
                    Count(figures.Closed, Tag(tags, "tincan.close.reason"));
                    break;
                case "tincan.server.rejected_connections":
                    Count(figures.Rejected, Tag(tags, "tincan.limit"));
                    break;
                case "tincan.server.messages":
                    figures.Messages = value;
                    break;
                case "tincan.server.io" when Tag(tags, "network.io.direction") == "receive":
                    figures.Received = value;
                    break;
                case "tincan.server.io":
                    figures.Sent = value;
                    break;
            }
        }
    }

    private static void Count(SortedDictionary<string, long> counts, string word) => counts[word] = counts.GetValueOrDefault(word) + 1;

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (key, value) in tags)
        {
            if (key == name)
            {
                return $"{value}";
            }
        }

        return "";
    }
}
