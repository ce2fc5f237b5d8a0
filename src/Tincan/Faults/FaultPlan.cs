namespace Tincan.Faults;

/// <summary>
/// The faults of a connection. Those of a direction act in order: the output of the first is the input of the second.
/// </summary>
/// <param name="Faults">The faults, in order.</param>
/// <param name="Seed">Seed for every random choice, 0 or more. The same seed and the same traffic give the same faults. Null: a random seed for each injector.</param>
public sealed record FaultPlan(IReadOnlyList<Fault> Faults, long? Seed = null)
{
    /// <summary>Makes a plan with a random seed.</summary>
    /// <param name="faults">The faults, in order.</param>
    public FaultPlan(params Fault[] faults)
        : this((IReadOnlyList<Fault>)faults)
    {
    }

    /// <summary>Whether any fault makes random choices.</summary>
    public bool DrawsByChance => Faults.Any(static fault => fault.DrawsByChance);
}
