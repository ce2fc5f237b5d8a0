namespace Tincan.Settings;

/// <summary>The JSON schema of settings.</summary>
public static class SettingSchema
{
    /// <summary>An object with settings, and no other properties.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="usual">The defaults.</param>
    /// <param name="others">The other properties; null for none.</param>
    /// <param name="required">The required ones among those.</param>
    public static JsonObject OfObject<T>(IReadOnlyList<Setting<T>> settings, T usual, JsonObject? others = null, params string[] required)
        where T : class
    {
        var properties = others ?? [];
        foreach (var setting in settings)
        {
            properties[setting.Key] = WithDefault(Of(setting), setting, usual);
        }

        return OfObject(properties, [.. required, .. settings.Where(static setting => setting.IsRequired).Select(static setting => setting.Key)]);
    }

    /// <summary>An object with these properties, and no others.</summary>
    public static JsonObject OfObject(JsonObject properties, params IReadOnlyList<string> required)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
        {
            schema["required"] = new JsonArray([.. required]);
        }

        schema["additionalProperties"] = false;
        return schema;
    }

    /// <summary>The description and the type of a setting.</summary>
    public static JsonObject Of<T>(Setting<T> setting)
        where T : class => WithDescription(setting.Meaning.Replace("--", "", StringComparison.Ordinal), setting.ToSchema());

    /// <summary>Puts a description first.</summary>
    public static JsonObject WithDescription(string description, JsonObject schema)
    {
        schema.Insert(0, "description", description);
        return schema;
    }

    /// <summary>Puts first what every document of a schema begins with.</summary>
    public static JsonObject AsDocument(string title, string description, JsonObject schema)
    {
        schema.Insert(0, "title", title);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(2, "description", description);
        return schema;
    }

    /// <summary>Adds the default of a setting, if it has one.</summary>
    public static JsonObject WithDefault<T>(JsonObject schema, Setting<T> setting, T usual)
        where T : class
    {
        if (setting.Of(usual) is not null)
        {
            schema["default"] = setting.ToJson(usual);
        }

        return schema;
    }

    /// <summary>Whatever a definition of the schema allows.</summary>
    public static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/$defs/{definition}" };

    /// <summary>Whatever one of some definitions allows.</summary>
    public static JsonObject OneOf(IEnumerable<string> definitions) => new() { ["oneOf"] = new JsonArray([.. definitions.Select(Reference)]) };
}
