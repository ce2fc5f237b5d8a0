namespace Tincan.Mutants;

/// <summary>The result for one program: which cases caught it, and whether those are the right ones.</summary>
public sealed record SelfTestResult
{
    internal SelfTestResult(Mutant mutant, IReadOnlyList<string> caught)
    {
        Name = mutant.Name;
        Bug = mutant.Bug;
        Caught = caught;
        Missed = [.. mutant.CaughtBy.Except(caught, StringComparer.Ordinal)];
        Wrongly = [.. caught.Except(mutant.CaughtBy, StringComparer.Ordinal)];
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
    public IReadOnlyList<string> Wrongly { get; }

    /// <summary>Whether exactly the right cases failed.</summary>
    public bool IsAsExpected => Missed.Count == 0 && Wrongly.Count == 0;
}
