using Tincan.Checks.Suites;

namespace Tincan.Mutants;

/// <summary>Whether a suite is to be trusted: it catches each program with a bug, each of its cases catches one, and it lets our own program pass.</summary>
/// <param name="Suite">Which suite.</param>
/// <param name="Results">Of our own program, which has no bug, and then of each one that has.</param>
public sealed record SuiteProof(Suite Suite, IReadOnlyList<SelfTestResult> Results)
{
    /// <summary>The ids of cases that no program with a bug has to fail.</summary>
    public IReadOnlyList<string> Unproven { get; } = [.. Suite.Cases.Select(static one => one.Id).Except(MutantList.All.SelectMany(static mutant => mutant.CaughtBy), StringComparer.Ordinal)];

    /// <summary>How many programs have a bug.</summary>
    public int Bugs => Results.Count - 1;

    /// <summary>What was not as expected.</summary>
    public IEnumerable<SelfTestResult> Wrong => Results.Where(static result => !result.IsAsExpected);

    /// <summary>How many runs have no result, because their simulation failed.</summary>
    public int Broken => Results.Sum(static result => result.Broken.Count);

    /// <summary>Whether all of it holds.</summary>
    public bool Holds => Unproven.Count == 0 && !Wrong.Any();
}
