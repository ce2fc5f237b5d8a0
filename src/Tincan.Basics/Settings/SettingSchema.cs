namespace Tincan.Settings;

/// <summary>Writes the JSON schema of settings.</summary>
public static class SettingSchema
{
    /// <summary>Writes the keywords of an object: its properties, the required ones, and that it has no others.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="usual">The defaults.</param>
    /// <param name="writeOthers">Writes other properties.</param>
    /// <param name="required">The required ones among those.</param>
    public static void WriteObject<T>(
        Utf8JsonWriter schema, IReadOnlyList<Setting<T>> settings, T usual, Action<Utf8JsonWriter>? writeOthers = null, params string[] required)
        where T : class
    {
        schema.WriteString("type", "object");
        schema.WriteStartObject("properties");
        writeOthers?.Invoke(schema);
        foreach (var setting in settings)
        {
            schema.WriteStartObject(setting.Key);
            Describe(schema, setting);
            WriteDefault(schema, setting, usual);
            schema.WriteEndObject();
        }

        schema.WriteEndObject();
        Close(schema, [.. required, .. settings.Where(static setting => setting.IsRequired).Select(static setting => setting.Key)]);
    }

    /// <summary>Writes the description and the type of a setting.</summary>
    public static void Describe<T>(Utf8JsonWriter schema, Setting<T> setting)
        where T : class
    {
        schema.WriteString("description", setting.Meaning.Replace("--", "", StringComparison.Ordinal));
        setting.WriteSchema(schema);
    }

    /// <summary>Writes the default of a setting.</summary>
    public static void WriteDefault<T>(Utf8JsonWriter schema, Setting<T> setting, T usual)
        where T : class
    {
        if (setting.Of(usual) is not null)
        {
            schema.WritePropertyName("default");
            setting.WriteJson(schema, usual);
        }
    }

    /// <summary>Writes the required properties, and that an object has no others than those named.</summary>
    public static void Close(Utf8JsonWriter schema, params IReadOnlyList<string> required)
    {
        if (required.Count > 0)
        {
            schema.WriteStartArray("required");
            foreach (var name in required)
            {
                schema.WriteStringValue(name);
            }

            schema.WriteEndArray();
        }

        schema.WriteBoolean("additionalProperties", false);
    }
}
