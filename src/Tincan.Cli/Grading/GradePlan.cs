namespace Tincan.Cli.Grading;

/// <summary>How submissions are graded.</summary>
internal sealed record GradePlan
{
    /// <summary>The suite or the page, as on the command line.</summary>
    public required string Suite { get; init; }

    /// <summary>The options of each check.</summary>
    public required IReadOnlyList<string> CheckOptions { get; init; }

    /// <summary>The hash of everything but the submissions: the suite, the options, the program's version.</summary>
    public required string Hash { get; init; }

    /// <summary>How many submissions are graded at the same time.</summary>
    public required int Jobs { get; init; }

    /// <summary>How many submissions are checked at the same time when failures are repeated; 0 if they are not. Defaults to 0.</summary>
    public int RepeatJobs { get; init; }

    /// <summary>How long a check may take before it is killed. It ends by itself before that.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>What separates the checks from each other and from this machine.</summary>
    public required Sandbox Sandbox { get; init; }

    /// <summary>What the user has chosen for the programs.</summary>
    public required GivenLimits Limits { get; init; }
}
