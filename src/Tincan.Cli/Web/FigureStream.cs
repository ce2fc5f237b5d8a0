using System.IO.Pipelines;
using Tincan.Cli.Telemetry;

namespace Tincan.Cli.Web;

/// <summary>The event <c>figures</c> for one viewer, at most once a second. The page shows the difference between two as a rate.</summary>
internal sealed class FigureStream(Figures figures, TimeProvider time)
{
    /// <summary>The time between two events.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long? _sent;

    /// <summary>Writes the figures, if they are due.</summary>
    public void Write(PipeWriter output)
    {
        var now = time.GetTimestamp();
        if (_sent is { } sent && time.GetElapsedTime(sent, now) < Pause)
        {
            return;
        }

        _sent = now;
        output.WriteEvent("figures", json =>
        {
            json.WriteNumber("at", time.GetElapsedTime(0, now).TotalSeconds);
            json.WriteArray("services", figures.Read(), read => Write(json, read.Service, read.Figures));
        });
    }

    private static void Write(Utf8JsonWriter json, string service, ServiceFigures figures)
    {
        json.WriteStartObject();
        json.WriteString("service", service);
        json.WriteNumber("open", figures.Open);
        json.WriteNumber("accepted", figures.Accepted);
        json.WriteNumber("received", figures.Received);
        json.WriteNumber("sent", figures.Sent);
        json.WriteNumber("messages", figures.Messages);
        WriteCounts(json, "rejected", figures.Rejected);
        WriteCounts(json, "closed", figures.Closed);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, SortedDictionary<string, long> counts)
    {
        json.WriteStartObject(name);
        foreach (var (word, count) in counts)
        {
            json.WriteNumber(word, count);
        }

        json.WriteEndObject();
    }
}
