using Tincan.Checks.Cases;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
using Tincan.Framing;

namespace Tincan.Mutants;

/// <summary>A program with one bug that a suite must catch, or without a bug, so that no case may fail.</summary>
/// <param name="Name">A few words with hyphens.</param>
/// <param name="Bug">The bug as a predicate, for a person.</param>
/// <param name="Suite">The suite that must catch it.</param>
/// <param name="Target">The program.</param>
/// <param name="CaughtBy">The ids of exactly the cases that fail, plain or under a perturbation.</param>
internal sealed record Mutant(string Name, string Bug, Suite Suite, ITarget Target, IReadOnlyList<string> CaughtBy)
{
    /// <summary>The line end of lines that the program receives. Defaults to LF.</summary>
    public Dialect Dialect { get; init; } = Dialect.Lf;

    /// <summary>The parameters that are set. Defaults to none.</summary>
    public Dictionary<string, string> Given { get; init; } = [];

    /// <summary>The perturbations under which its cases run again. Defaults to all.</summary>
    public IReadOnlyList<Perturbation> Perturbations { get; init; } = Perturbation.All;

    /// <summary>Creates a mutant, from names and ids without the name of the suite.</summary>
    public static Mutant Of(Suite suite, string name, string bug, ITarget target, params string[] caughtBy) =>
        new($"{suite.Name}/{name}", bug, suite, target, [.. caughtBy.Select(id => $"{suite.Name}.{id}")]);
}
