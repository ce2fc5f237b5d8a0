namespace Tincan.Mutants;

/// <summary>The result for one program: the cases that caught it, and whether they are the expected ones.</summary>
public sealed record SelfTestResult
{
    internal SelfTestResult(Mutant mutant, IReadOnlyList<string> caught, IReadOnlyList<BrokenRun> broken)
    {
        Name = mutant.Name;
        Bug = mutant.Bug;
        Caught = caught;
        Broken = broken;
        Missed = [.. mutant.CaughtBy.Except(caught, StringComparer.Ordinal).Except(broken.Select(static run => run.Case), StringComparer.Ordinal)];
        Unexpected = [.. caught.Except(mutant.CaughtBy, StringComparer.Ordinal)];
    }

    /// <summary>The names of the suite and the program: <c>reverse.server/strips</c>.</summary>
    public string Name { get; }

    /// <summary>The bug as a predicate, for a person.</summary>
    public string Bug { get; }

    /// <summary>The ids of the cases that failed, in the order of the suite.</summary>
    public IReadOnlyList<string> Caught { get; }

    /// <summary>Cases that should have failed, but passed.</summary>
    public IReadOnlyList<string> Missed { get; }

    /// <summary>Cases that should have passed, but failed.</summary>
    public IReadOnlyList<string> Unexpected { get; }

    /// <summary>Cases without a result, because their simulation failed.</summary>
    public IReadOnlyList<BrokenRun> Broken { get; }

    /// <summary>Whether exactly the expected cases failed.</summary>
    public bool IsAsExpected => Missed.Count == 0 && Unexpected.Count == 0 && Broken.Count == 0;
}

/// <summary>A case without a result, because its simulation failed.</summary>
/// <param name="Case">The id of the case.</param>
/// <param name="Why">What happened, for a person; may have several lines.</param>
public sealed record BrokenRun(string Case, string Why);
