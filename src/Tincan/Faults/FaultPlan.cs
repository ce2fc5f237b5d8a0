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
}
