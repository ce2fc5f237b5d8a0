using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tincan.Faults;

/// <summary>Writes a plan as JSON.</summary>
internal static class FaultPlanWriter
{
    /// <summary>Indented, and as readable as JSON can be.</summary>
    public static JsonWriterOptions Readable { get; } =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(FaultPlan plan)
    {
        var written = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(written, Readable);
        json.WriteStartObject();
        if (plan.Seed is { } seed)
        {
            json.WriteNumber("seed", seed);
        }

        json.WriteStartArray("faults");
        foreach (var fault in plan.Faults)
        {
            Write(json, fault);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return $"{Encoding.UTF8.GetString(written.WrittenSpan)}\n";
    }

    private static void Write(Utf8JsonWriter json, Fault fault)
    {
        json.WriteStartObject();
        json.WriteString("fault", fault.Name);
        foreach (var (setting, _) in FaultText.Said(fault))
        {
            json.WritePropertyName(setting.Key);
            setting.WriteJson(json, fault);
        }

        json.WriteEndObject();
    }
}
