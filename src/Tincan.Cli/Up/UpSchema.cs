using Tincan.Cli.Services;
using Tincan.Settings;

namespace Tincan.Cli.Up;

/// <summary>The JSON schema of a plan.</summary>
internal static class UpSchema
{
    public static string Write()
    {
        var plan = SettingSchema.OfObject(ServiceGroup.Settings, new ServiceGroup(), Others(), "services");
        var definitions = new JsonObject { ["limits"] = SettingSchema.OfObject(Limits.Settings, new Limits()) };
        foreach (var kind in ServiceKinds.All)
        {
            var serve = new JsonObject { ["serve"] = new JsonObject { ["const"] = kind.Name } };
            definitions[kind.Name] = SettingSchema.WithDescription(kind.Does, SettingSchema.OfObject(kind.Settings, kind.Default, serve, "serve"));
        }

        plan["$defs"] = definitions;
        return ReadableJson.Write(SettingSchema.AsDocument(
            "What 'tincan up' runs", "Comments and trailing commas are allowed in the file. docs/up.md explains it.", plan));
    }

    private static JsonObject Others() => new()
    {
        ["$schema"] = new JsonObject { ["type"] = "string" },
        ["services"] = new JsonObject
        {
            ["description"] = $"The services, each with a unique name: {ServiceName.Right}.",
            ["type"] = "object",
            ["minProperties"] = 1,
            ["propertyNames"] = new JsonObject { ["pattern"] = ServiceName.Pattern },
            ["additionalProperties"] = SettingSchema.OneOf(ServiceKinds.All.Select(static kind => kind.Name)),
        },
    };
}
