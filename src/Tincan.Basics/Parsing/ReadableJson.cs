using System.Text.Encodings.Web;

namespace Tincan.Parsing;

/// <summary>Writes JSON for people.</summary>
public static class ReadableJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes JSON with an indentation of two and only the necessary escapes: ü stays ü.</summary>
    public static string Write(JsonNode node)
    {
        var written = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(written, Options))
        {
            node.WriteTo(json);
        }

        return $"{Encoding.UTF8.GetString(written.WrittenSpan)}\n";
    }
}
