using Tincan.Parsing;

namespace Tincan.Faults.Plans;

/// <summary>
/// Reads and writes faults and plans: <c>Fault.Parse</c>, <c>FaultPlan.Parse</c>, <c>FaultPlan.ReadJson</c>, <c>FaultPlan.JsonSchema</c> and <c>ToJson</c>.
/// </summary>
[SuppressMessage("Naming", "CA1708", Justification = "The rule takes the names of extension blocks for members.")]
public static class FaultSyntax
{
    extension(Fault)
    {
        /// <summary>Reads a fault, such as <c>split:every=1,dir=in</c>. docs/faults.md has the grammar.</summary>
        /// <param name="text">The fault.</param>
        /// <exception cref="SyntaxException">The text is not valid; the exception has the position.</exception>
        public static Fault Parse(string text)
        {
            ArgumentNullException.ThrowIfNull(text);
            return FaultTextReader.Read(text);
        }
    }

    extension(FaultPlan plan)
    {
        /// <summary>Reads a plan of faults in text form, each as <c>Fault.Parse</c> does.</summary>
        /// <param name="faults">The faults, in order.</param>
        /// <exception cref="SyntaxException">One of them is not valid.</exception>
        public static FaultPlan Parse(IEnumerable<string> faults) => new([.. faults.Select(Fault.Parse)]);

        /// <summary>Reads a plan from JSON. docs/faults.md explains the format, and docs/faults.schema.json is its schema.</summary>
        /// <param name="json">The content of the file.</param>
        /// <param name="fileName">The file's name for error messages.</param>
        /// <exception cref="SyntaxException">The plan is not valid; the message begins with <c>FILE:LINE:COLUMN</c>.</exception>
        public static FaultPlan ReadJson(ReadOnlySpan<byte> json, string fileName) => FaultPlanReader.Read(JsonSource.Read(json, fileName));

        /// <summary>The JSON schema (draft 2020-12) of what <c>ReadJson</c> reads.</summary>
        public static string JsonSchema() => ReadableJson.Write(FaultPlanSchema.Make());

        /// <summary>The plan as JSON that <c>ReadJson</c> reads.</summary>
        public string ToJson()
        {
            var json = new JsonObject { ["faults"] = new JsonArray([.. plan.Faults.Select(ToJson)]) };
            if (plan.Seed is { } seed)
            {
                json.Insert(0, "seed", seed);
            }

            return ReadableJson.Write(json);
        }
    }

    private static JsonObject ToJson(Fault fault)
    {
        var json = new JsonObject { ["fault"] = fault.Name };
        foreach (var (setting, _) in FaultText.NonDefaults(fault))
        {
            json[setting.Key] = setting.ToJson(fault);
        }

        return json;
    }
}
