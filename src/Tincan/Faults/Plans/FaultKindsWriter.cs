using Tincan.Faults.Kinds;
using Tincan.Parsing;
using Tincan.Settings;

namespace Tincan.Faults.Plans;

/// <summary>Writes the catalogue of faults as JSON.</summary>
public static class FaultKindsWriter
{
    /// <summary>All kinds of faults as JSON: what each does and exposes, and its settings with bounds and defaults.</summary>
    public static string Write() => ReadableJson.Write(Write);

    /// <inheritdoc cref="Write()"/>
    public static void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var kind in FaultKinds.All)
        {
            json.WriteStartObject();
            json.WriteString("fault", kind.Name);
            json.WriteString("does", kind.Does);
            json.WriteString("exposes", kind.Exposes);
            json.WriteString("example", kind.Example.Fault);
            Write(json, "settings", kind, kind.Own);
            Write(json, "triggers", kind, kind.Triggers);
            Write(json, "ends", kind, kind.Ends);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, FaultKind kind, IEnumerable<Setting<Fault>> settings)
    {
        json.WriteStartArray(name);
        foreach (var setting in settings)
        {
            json.WriteStartObject();
            json.WriteString("setting", setting.Key);
            json.WriteString("means", setting.Meaning);
            json.WriteString("takes", setting.Values);
            SettingSchema.WriteDefault(json, setting, kind.Default);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
