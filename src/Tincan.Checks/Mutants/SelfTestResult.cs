namespace Tincan.Checks.Mutants;

/// <summary>What became of a program with a bug, or of one without.</summary>
public sealed record SelfTestResult
{
    internal SelfTestResult(Mutant mutant, IReadOnlyList<string> caught)
    {
        Name = mutant.Name;
        Bug = mutant.Bug;
        Caught = caught;
    }

    /// <summary>The suite's name and the program's: <c>reverse.server/strips</c>.</summary>
    public string Name { get; }

    /// <summary>What it does wrong, in words.</summary>
    public string Bug { get; }

    /// <summary>The ids of the cases that failed, in the order of the suite.</summary>
    public IReadOnlyList<string> Caught { get; }

    /// <summary>Cases that should have failed, and did not.</summary>
    public required IReadOnlyList<string> Missed { get; init; }

    /// <summary>Cases that failed, and should not have.</summary>
    public required IReadOnlyList<string> Wrongly { get; init; }

    /// <summary>Whether exactly the right cases failed.</summary>
    public bool IsAsExpected => Missed.Count == 0 && Wrongly.Count == 0;
}
