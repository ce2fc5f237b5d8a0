using System.Text.Encodings.Web;

namespace Tincan.Parsing;

/// <summary>Writes JSON for people.</summary>
public static class ReadableJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes JSON with an indentation of two and only the necessary escapes: ü stays ü.</summary>
    public static string Write(JsonNode node) => $"{node.ToJsonString(Options)}\n";
}
