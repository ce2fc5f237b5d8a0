namespace Tincan.Faults;

/// <summary>
/// Which faults are done. Those of a direction are done in the order in which they are written: bytes meet the first fault first, and what it
/// lets go meets the second.
/// </summary>
/// <param name="Faults">The faults in their order.</param>
/// <param name="Seed">Of all chance in them, 0 or more: with the same seed and the same traffic the same faults are done. Null: chosen when the plan is put into force.</param>
public sealed record FaultPlan(IReadOnlyList<Fault> Faults, long? Seed = null)
{
    /// <summary>A plan of these faults.</summary>
    /// <param name="faults">In their order.</param>
    public FaultPlan(params Fault[] faults)
        : this((IReadOnlyList<Fault>)faults)
    {
    }

    /// <summary>Whether the seed decides anything.</summary>
    public bool DrawsByChance => Faults.Any(static fault => fault.DrawsByChance);

    /// <summary>Reads the faults of a plan, each as <see cref="Fault.Parse"/> does.</summary>
    /// <param name="faults">In their order.</param>
    /// <exception cref="SyntaxException">One of them cannot be understood.</exception>
    public static FaultPlan Parse(IEnumerable<string> faults) => new([.. faults.Select(Fault.Parse)]);

    /// <summary>Reads a plan as JSON. docs/faults.md has the form, docs/faults.schema.json is its schema.</summary>
    /// <param name="json">What the file has.</param>
    /// <param name="fileName">How the file is called in errors.</param>
    /// <exception cref="SyntaxException">It cannot be understood; the message begins with <c>FILE:LINE:COLUMN</c>.</exception>
    public static FaultPlan ReadJson(ReadOnlySpan<byte> json, string fileName) =>
        FaultPlanReader.Read(WrittenJson.Read(json, fileName));

    /// <summary>The JSON schema (draft 2020-12) of what <see cref="ReadJson"/> reads.</summary>
    public static string JsonSchema() => FaultPlanSchema.Write();

    /// <summary>The plan as <see cref="ReadJson"/> reads it.</summary>
    public string ToJson() => FaultPlanWriter.Write(this);
}
