using Tincan.Faults.Kinds;
using Tincan.Settings;

namespace Tincan.Faults.Plans;

/// <summary>The JSON schema of a plan.</summary>
internal static class FaultPlanSchema
{
    public static JsonObject Make()
    {
        var plan = SettingSchema.OfObject(
            new JsonObject
            {
                ["$schema"] = new JsonObject { ["type"] = "string" },
                ["seed"] = new JsonObject
                {
                    ["description"] = "Seed for every random choice. The same seed and the same traffic give the same faults. Default: a random seed, which is printed.",
                    ["type"] = "integer",
                    ["minimum"] = 0,
                },
                ["faults"] = new JsonObject { ["type"] = "array", ["items"] = SettingSchema.OneOf(FaultKinds.All.Select(static kind => kind.Name)) },
            },
            "faults");
        plan["$defs"] = new JsonObject(
        [
            .. FaultKinds.All.Select(static kind => KeyValuePair.Create(kind.Name, (JsonNode?)Of(kind))),
            .. SharedSettings.All.Select(static setting => KeyValuePair.Create(setting.Key, (JsonNode?)SettingSchema.Of(setting))),
        ]);
        return SettingSchema.AsDocument("A Tincan fault plan", "The faults of a direction act in the order in which they are written. See docs/faults.md.", plan);
    }

    private static JsonObject Of(FaultKind kind)
    {
        var properties = new JsonObject { ["fault"] = new JsonObject { ["const"] = kind.Name } };
        foreach (var setting in kind.Settings)
        {
            var own = kind.Own.Contains(setting) ? SettingSchema.Of(setting) : SettingSchema.Reference(setting.Key);
            properties[setting.Key] = SettingSchema.WithDefault(own, setting, kind.Default);
        }

        return SettingSchema.WithDescription($"{kind.Does} Exposes {kind.Exposes}.", SettingSchema.OfObject(properties, "fault"));
    }
}
