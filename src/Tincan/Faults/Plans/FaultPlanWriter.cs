using Tincan.Parsing;

namespace Tincan.Faults.Plans;

/// <summary>Writes a plan as JSON.</summary>
internal static class FaultPlanWriter
{
    public static string Write(FaultPlan plan) => ReadableJson.Write(json =>
    {
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
    });

    private static void Write(Utf8JsonWriter json, Fault fault)
    {
        json.WriteStartObject();
        json.WriteString("fault", fault.Name);
        foreach (var (setting, _) in FaultText.NonDefaults(fault))
        {
            json.WritePropertyName(setting.Key);
            setting.WriteJson(json, fault);
        }

        json.WriteEndObject();
    }
}
