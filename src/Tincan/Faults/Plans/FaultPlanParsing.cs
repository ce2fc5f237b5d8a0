using Tincan.Parsing;

namespace Tincan.Faults.Plans;

/// <summary>A plan as people write it: <c>FaultPlan.Parse</c>, <c>FaultPlan.ReadJson</c>, its schema, and <c>ToJson</c>.</summary>
public static class FaultPlanParsing
{
    extension(FaultPlan plan)
    {
        /// <summary>Reads the faults of a plan, each as <c>Fault.Parse</c> does.</summary>
        /// <param name="faults">In their order.</param>
        /// <exception cref="SyntaxException">One of them cannot be understood.</exception>
        public static FaultPlan Parse(IEnumerable<string> faults) => new([.. faults.Select(Fault.Parse)]);

        /// <summary>Reads a plan as JSON. docs/faults.md has the form, docs/faults.schema.json is its schema.</summary>
        /// <param name="json">What the file has.</param>
        /// <param name="fileName">How the file is called in errors.</param>
        /// <exception cref="SyntaxException">It cannot be understood; the message begins with <c>FILE:LINE:COLUMN</c>.</exception>
        public static FaultPlan ReadJson(ReadOnlySpan<byte> json, string fileName) => FaultPlanReader.Read(JsonSource.Read(json, fileName));

        /// <summary>The JSON schema (draft 2020-12) of what <c>ReadJson</c> reads.</summary>
        public static string JsonSchema() => FaultPlanSchema.Write();

        /// <summary>The plan as <c>ReadJson</c> reads it.</summary>
        public string ToJson() => FaultPlanWriter.Write(plan);
    }
}
