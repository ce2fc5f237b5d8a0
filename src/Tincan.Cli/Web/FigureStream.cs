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
        output.WriteEvent("figures", new JsonObject
        {
            ["at"] = time.GetElapsedTime(0, now).TotalSeconds,
            ["services"] = new JsonArray([.. figures.Read(Of)]),
        });
    }

    private static JsonObject Of(string service, ServiceFigures figures) => new()
    {
        ["service"] = service,
        ["open"] = figures.Open,
        ["accepted"] = figures.Accepted,
        ["received"] = figures.Received,
        ["sent"] = figures.Sent,
        ["messages"] = figures.Messages,
        ["rejected"] = Of(figures.Rejected),
        ["closed"] = Of(figures.Closed),
    };

    private static JsonObject Of(SortedDictionary<string, long> counts) => new(counts.Select(static count => KeyValuePair.Create(count.Key, (JsonNode?)count.Value)));
}
