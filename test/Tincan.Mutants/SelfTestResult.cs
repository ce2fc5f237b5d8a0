namespace Tincan.Mutants;

/// <summary>The result for one program: which cases caught it, and whether those are the right ones.</summary>
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

    /// <summary>The suite's name and the program's: <c>reverse.server/strips</c>.</summary>
    public string Name { get; }

    /// <summary>What it does wrong, in words.</summary>
    public string Bug { get; }

    /// <summary>The ids of the cases that failed, in the order of the suite.</summary>
    public IReadOnlyList<string> Caught { get; }

    /// <summary>Cases that should have failed, and did not.</summary>
    public IReadOnlyList<string> Missed { get; }

    /// <summary>Cases that failed, and should not have.</summary>
    public IReadOnlyList<string> Unexpected { get; }

    /// <summary>Cases without a result, because the simulation that they ran in failed.</summary>
    public IReadOnlyList<BrokenRun> Broken { get; }

    /// <summary>Whether exactly the right cases failed.</summary>
    public bool IsAsExpected => Missed.Count == 0 && Unexpected.Count == 0 && Broken.Count == 0;
}

/// <summary>A case that has no result, because its simulation failed.</summary>
/// <param name="Case">The case's id.</param>
/// <param name="Why">What happened, for a person; may have several lines.</param>
public sealed record BrokenRun(string Case, string Why);
