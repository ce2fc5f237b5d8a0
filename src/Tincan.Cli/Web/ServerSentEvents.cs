using System.IO.Pipelines;

namespace Tincan.Cli.Web;

/// <summary>Events of a stream to a browser (<c>text/event-stream</c>).</summary>
internal static class ServerSentEvents
{
    /// <summary>Writes an event.</summary>
    public static void WriteEvent(this PipeWriter output, string name, JsonObject data) =>
        output.Write(Encoding.UTF8.GetBytes($"event: {name}\ndata: {data.ToJsonString()}\n\n"));
}
