using System.Text.Json;

namespace Tincan.Cli.Settings;

/// <summary>Writes what can be said in an object as JSON schema.</summary>
internal static class SettingSchema
{
    /// <summary>Writes the keywords of a schema for an object: its properties, those it needs, and that it has no others.</summary>
    /// <param name="schema">Where.</param>
    /// <param name="settings">What can be said.</param>
    /// <param name="start">What holds if it is not said; null if that is said elsewhere.</param>
    /// <param name="first">Writes properties that are no settings.</param>
    /// <param name="required">Those of them that are needed.</param>
    public static void WriteObject<T>(
        Utf8JsonWriter schema, IReadOnlyList<Setting<T>> settings, T? start = null, Action<Utf8JsonWriter>? first = null, params string[] required)
        where T : class
    {
        schema.WriteString("type", "object");
        schema.WriteStartObject("properties");
        first?.Invoke(schema);
        foreach (var setting in settings)
        {
            schema.WriteStartObject(setting.Key);
            var byDefault = start is null ? null : setting.Of(start);
            schema.WriteString("description", byDefault is null or "" ? setting.Meaning : $"{setting.Meaning} Default: {byDefault}.");
            setting.WriteSchema(schema);
            schema.WriteEndObject();
        }

        schema.WriteEndObject();
        string[] needed = [.. required, .. settings.Where(static setting => setting.IsRequired).Select(static setting => setting.Key)];
        if (needed.Length > 0)
        {
            schema.WriteStartArray("required");
            Array.ForEach(needed, schema.WriteStringValue);
            schema.WriteEndArray();
        }

        schema.WriteBoolean("additionalProperties", false);
    }
}
