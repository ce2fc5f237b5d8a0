using Tincan.Checks.Subjects;
using Tincan.Checks.Suites;
using Tincan.Framing;

namespace Tincan.Checks.Mutants;

/// <summary>A program with one bug, which a suite has to catch; or with none, and then no case may.</summary>
/// <param name="Name">In a few words, with hyphens.</param>
/// <param name="Bug">What it does wrong, in one sentence.</param>
/// <param name="Suite">Which suite has to catch it.</param>
/// <param name="Subject">The program.</param>
/// <param name="CaughtBy">The ids of exactly those cases that fail, plain or under fire.</param>
internal sealed record Mutant(string Name, string Bug, Suite Suite, ISubject Subject, IReadOnlyList<string> CaughtBy)
{
    /// <summary>Its bug makes cases wait that it passes. Defaults to false.</summary>
    public bool Delays { get; init; }

    /// <summary>How lines end that it is sent. Defaults to LF.</summary>
    public Dialect Dialect { get; init; } = Dialect.Lf;

    /// <summary>The ids of cases that fail or not, as the bytes happen to come. Defaults to none.</summary>
    public IReadOnlyList<string> MayBeCaughtBy { get; init; } = [];

    /// <summary>The same, and these cases may fail or not, as the bytes happen to come.</summary>
    public Mutant Perhaps(params string[] ids) => this with { MayBeCaughtBy = [.. ids.Select(id => $"{Suite.Name}.{id}")] };

    /// <summary>A mutant; names and ids are written without the suite's name in front.</summary>
    public static Mutant Of(Suite suite, string name, string bug, ISubject subject, params string[] caughtBy) =>
        new($"{suite.Name}/{name}", bug, suite, subject, [.. caughtBy.Select(id => $"{suite.Name}.{id}")]);
}
