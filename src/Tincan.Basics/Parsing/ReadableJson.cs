using System.Text.Encodings.Web;

namespace Tincan.Parsing;

/// <summary>JSON for people: indented, and with no more escapes than it needs.</summary>
public static class ReadableJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>JSON that people read: indented by two, with characters such as ü as they are.</summary>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        var written = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(written, Options))
        {
            write(json);
        }

        return $"{Encoding.UTF8.GetString(written.WrittenSpan)}\n";
    }
}
