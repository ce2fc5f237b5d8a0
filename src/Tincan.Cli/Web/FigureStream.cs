using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Tincan.Cli.Telemetry;

namespace Tincan.Cli.Web;

/// <summary>The event <c>figures</c> for one viewer, at most once a second: what the page makes a rate of is the difference of two.</summary>
internal sealed class FigureStream(Figures figures, TimeProvider time)
{
    /// <summary>How long a viewer waits for the next figures.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long? _told;

    /// <summary>Writes the figures, if it is time to.</summary>
    public void Write(PipeWriter output)
    {
        var now = time.GetTimestamp();
        if (_told is { } told && time.GetElapsedTime(told, now) < Pause)
        {
            return;
        }

        _told = now;
        output.Write("event: figures\ndata: "u8);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("at", time.GetElapsedTime(0, now).TotalSeconds);
            json.WriteStartArray("services");
            foreach (var (service, its) in figures.Read())
            {
                Write(json, service, its);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n\n"u8);
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
