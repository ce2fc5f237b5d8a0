using Tincan.Checks.Targets;
using Tincan.Checks.Suites;
using Tincan.Framing;

namespace Tincan.Mutants;

/// <summary>A program with one bug, which a suite has to catch; or with none, and then no case may.</summary>
/// <param name="Name">In a few words, with hyphens.</param>
/// <param name="Bug">What it does wrong, in one sentence.</param>
/// <param name="Suite">Which suite has to catch it.</param>
/// <param name="Target">The program.</param>
/// <param name="CaughtBy">The ids of exactly those cases that fail, plain or under perturbation.</param>
internal sealed record Mutant(string Name, string Bug, Suite Suite, ITarget Target, IReadOnlyList<string> CaughtBy)
{
    /// <summary>How lines end that it is sent. Defaults to LF.</summary>
    public Dialect Dialect { get; init; } = Dialect.Lf;

    /// <summary>A mutant; names and ids are written without the suite's name in front.</summary>
    public static Mutant Of(Suite suite, string name, string bug, ITarget target, params string[] caughtBy) =>
        new($"{suite.Name}/{name}", bug, suite, target, [.. caughtBy.Select(id => $"{suite.Name}.{id}")]);
}
