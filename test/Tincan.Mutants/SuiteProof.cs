using Tincan.Checks.Suites;

namespace Tincan.Mutants;

/// <summary>Whether a suite can be trusted: it catches every mutant, each of its cases catches one, and Tincan's own program passes.</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Results">The results of Tincan's own program and of the mutants.</param>
public sealed record SuiteProof(Suite Suite, IReadOnlyList<SelfTestResult> Results)
{
    /// <summary>The ids of cases that catch no mutant.</summary>
    public IReadOnlyList<string> Unproven { get; } = [.. Suite.Cases.Select(static one => one.Id).Except(MutantList.All.SelectMany(static mutant => mutant.CaughtBy), StringComparer.Ordinal)];

    /// <summary>The number of mutants.</summary>
    public int Bugs => Results.Count - 1;

    /// <summary>Results that are not as expected.</summary>
    public IEnumerable<SelfTestResult> Wrong => Results.Where(static result => !result.IsAsExpected);

    /// <summary>How many runs have no result, because their simulation failed.</summary>
    public int Broken => Results.Sum(static result => result.Broken.Count);

    /// <summary>Whether the suite can be trusted.</summary>
    public bool Holds => Unproven.Count == 0 && !Wrong.Any();
}
