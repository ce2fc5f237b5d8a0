using Tincan.Faults.Kinds;
using Tincan.Parsing;
using Tincan.Settings;

namespace Tincan.Faults.Plans;

/// <summary>Writes the JSON schema of a plan.</summary>
internal static class FaultPlanSchema
{
    public static string Write() => ReadableJson.Write(static schema =>
    {
        schema.WriteStartObject();
        schema.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.WriteString("title", "A Tincan fault plan");
        schema.WriteString("description", "The faults of a direction act in the order in which they are written. See docs/faults.md.");
        schema.WriteString("type", "object");
        schema.WriteStartObject("properties");
        schema.WriteStartObject("$schema");
        schema.WriteString("type", "string");
        schema.WriteEndObject();
        schema.WriteStartObject("seed");
        schema.WriteString("description", "Seed for every random choice. The same seed and the same traffic give the same faults. Default: a random seed, which is printed.");
        schema.WriteString("type", "integer");
        schema.WriteNumber("minimum", 0);
        schema.WriteEndObject();
        schema.WriteStartObject("faults");
        schema.WriteString("type", "array");
        schema.WriteStartObject("items");
        schema.WriteStartArray("oneOf");
        foreach (var kind in FaultKinds.All)
        {
            schema.WriteStartObject();
            Refer(schema, kind.Name);
            schema.WriteEndObject();
        }

        schema.WriteEndArray();
        schema.WriteEndObject();
        schema.WriteEndObject();
        schema.WriteEndObject();
        SettingSchema.Close(schema, "faults");
        schema.WriteStartObject("$defs");
        foreach (var kind in FaultKinds.All)
        {
            Write(schema, kind);
        }

        foreach (var setting in SharedSettings.All)
        {
            schema.WriteStartObject(setting.Key);
            SettingSchema.Describe(schema, setting);
            schema.WriteEndObject();
        }

        schema.WriteEndObject();
        schema.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter schema, FaultKind kind)
    {
        schema.WriteStartObject(kind.Name);
        schema.WriteString("description", $"{kind.Does} Exposes {kind.Exposes}.");
        schema.WriteString("type", "object");
        schema.WriteStartObject("properties");
        schema.WriteStartObject("fault");
        schema.WriteString("const", kind.Name);
        schema.WriteEndObject();
        foreach (var setting in kind.Settings)
        {
            schema.WriteStartObject(setting.Key);
            if (kind.Own.Contains(setting))
            {
                SettingSchema.Describe(schema, setting);
            }
            else
            {
                Refer(schema, setting.Key);
            }

            SettingSchema.WriteDefault(schema, setting, kind.Default);
            schema.WriteEndObject();
        }

        schema.WriteEndObject();
        SettingSchema.Close(schema, "fault");
        schema.WriteEndObject();
    }

    private static void Refer(Utf8JsonWriter schema, string name) => schema.WriteString("$ref", $"#/$defs/{name}");
}
