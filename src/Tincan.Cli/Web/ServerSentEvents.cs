using System.IO.Pipelines;

namespace Tincan.Cli.Web;

/// <summary>Events of a stream to a browser (<c>text/event-stream</c>).</summary>
internal static class ServerSentEvents
{
    /// <summary>Writes an event whose data is a JSON object.</summary>
    /// <param name="output">The stream to the viewer.</param>
    /// <param name="name">The name of the event.</param>
    /// <param name="write">Writes the object's properties.</param>
    public static void WriteEvent(this PipeWriter output, string name, Action<Utf8JsonWriter> write)
    {
        output.Write(Encoding.UTF8.GetBytes($"event: {name}\ndata: "));
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        output.Write("\n\n"u8);
    }
}
