namespace Tincan.Settings;

/// <summary>Writes settings as JSON schema.</summary>
public static class SettingSchema
{
    /// <summary>Writes the keywords of a schema for an object: its properties, those that are required, and that it has no others.</summary>
    /// <param name="schema">Where.</param>
    /// <param name="settings">The settings that it can have.</param>
    /// <param name="usual">What holds if a setting is not there.</param>
    /// <param name="writeOthers">Writes further properties.</param>
    /// <param name="required">Those of them that are required.</param>
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

    /// <summary>Writes what a setting means and what it takes.</summary>
    public static void Describe<T>(Utf8JsonWriter schema, Setting<T> setting)
        where T : class
    {
        schema.WriteString("description", setting.Meaning.Replace("--", "", StringComparison.Ordinal));
        setting.WriteSchema(schema);
    }

    /// <summary>Writes what holds if a setting is not there.</summary>
    public static void WriteDefault<T>(Utf8JsonWriter schema, Setting<T> setting, T usual)
        where T : class
    {
        if (setting.Of(usual) is not null)
        {
            schema.WritePropertyName("default");
            setting.WriteJson(schema, usual);
        }
    }

    /// <summary>Writes that an object has these properties, and none that was not named.</summary>
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
