using Tincan.Cli.Services;
using Tincan.Cli.Settings;
using Tincan.Settings;

namespace Tincan.Cli.Up;

/// <summary>Writes the JSON schema of a plan.</summary>
internal static class UpSchema
{
    public static string Write() => ReadableJson.Write(static schema =>
    {
        schema.WriteStartObject();
        schema.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.WriteString("title", "What 'tincan up' runs");
        schema.WriteString("description", "Comments and trailing commas are allowed in the file. docs/up.md explains it.");
        SettingSchema.WriteObject(schema, ServiceGroup.Settings, new ServiceGroup(), WriteServices, "services");
        schema.WriteStartObject("$defs");
        schema.WriteStartObject("limits");
        SettingSchema.WriteObject(schema, Limits.Settings, new Limits());
        schema.WriteEndObject();
        foreach (var kind in ServiceKinds.All)
        {
            schema.WriteStartObject(kind.Name);
            schema.WriteString("description", kind.Does);
            SettingSchema.WriteObject(schema, kind.Settings, kind.Default, schema => WriteKind(schema, kind), "serve");
            schema.WriteEndObject();
        }

        schema.WriteEndObject();
        schema.WriteEndObject();
    });

    private static void WriteServices(Utf8JsonWriter schema)
    {
        schema.WriteStartObject("$schema");
        schema.WriteString("type", "string");
        schema.WriteEndObject();
        schema.WriteStartObject("services");
        schema.WriteString("description", $"The services, each with a unique name: {ServiceName.Right}.");
        schema.WriteString("type", "object");
        schema.WriteNumber("minProperties", 1);
        schema.WriteStartObject("propertyNames");
        schema.WriteString("pattern", ServiceName.Pattern);
        schema.WriteEndObject();
        schema.WriteStartObject("additionalProperties");
        schema.WriteStartArray("oneOf");
        foreach (var kind in ServiceKinds.All)
        {
            schema.WriteStartObject();
            schema.WriteString("$ref", $"#/$defs/{kind.Name}");
            schema.WriteEndObject();
        }

        schema.WriteEndArray();
        schema.WriteEndObject();
        schema.WriteEndObject();
    }

    private static void WriteKind(Utf8JsonWriter schema, ServiceKind kind)
    {
        schema.WriteStartObject("serve");
        schema.WriteString("const", kind.Name);
        schema.WriteEndObject();
    }
}
