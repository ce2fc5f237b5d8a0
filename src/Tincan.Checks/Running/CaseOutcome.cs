using Tincan.Checks.Cases;

namespace Tincan.Checks.Running;

/// <summary>What became of a case.</summary>
public enum CaseStatus
{
    /// <summary>All of its runs were as required.</summary>
    Passed,

    /// <summary>A run was not as required.</summary>
    Failed,

    /// <summary>It was not run, or not to its end.</summary>
    NotRun,

    /// <summary>The check itself failed.</summary>
    Broken,

    /// <summary>It cannot be judged in the dialect of the check.</summary>
    Skipped,
}

/// <summary>All that is known of a case when a check is over.</summary>
/// <param name="Case">Which case.</param>
public sealed record CaseOutcome(Case Case)
{
    /// <summary>Counts the cases of the check from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The plain run, and those with a fault; none if it was not run.</summary>
    public IReadOnlyList<CaseResult> Runs { get; init; } = [];

    /// <summary>Why it was not run, without a full stop; null if it was.</summary>
    public string? NotRun { get; init; }

    /// <summary>Why it cannot be judged in the dialect of the check, without a full stop; null if it can.</summary>
    public string? Skipped { get; init; }

    /// <summary>How the check itself failed, without a full stop; null if it did not.</summary>
    public string? Broken { get; init; }

    /// <summary>The program has to meet it: a MUST, or a SHOULD of a strict check.</summary>
    public bool IsRequired { get; init; }

    /// <summary>It stands on the list of cases that are known to fail.</summary>
    public bool IsKnownFailing { get; init; }

    /// <summary>The program was not started, because it did not run for the first case either.</summary>
    public bool IsAsFirst { get; init; }

    /// <summary>The first run that was not as required; null if none.</summary>
    public CaseResult? Failed => Runs.FirstOrDefault(static run => !run.HasPassed);

    /// <summary>What became of it.</summary>
    public CaseStatus Status => Broken is not null ? CaseStatus.Broken
        : Skipped is not null ? CaseStatus.Skipped
        : Failed is not null ? CaseStatus.Failed
        : Runs.Count == 0 || NotRun is not null ? CaseStatus.NotRun
        : CaseStatus.Passed;

    /// <summary>The verdict on what was said.</summary>
    public Verdict Content => Status == CaseStatus.Passed ? Verdict.Passed : Failed?.Content ?? Verdict.NotReached;

    /// <summary>The verdict on how the connection ended.</summary>
    public Verdict Ending => Status == CaseStatus.Passed ? Verdict.Passed : Failed?.Ending ?? Verdict.NotReached;

    /// <summary>Whether the check as a whole fails because of it.</summary>
    public bool Spoils => Status is not (CaseStatus.Passed or CaseStatus.Skipped) && IsRequired && !IsKnownFailing;

    /// <summary>What it is worth: nothing if it is not required, or cannot be judged.</summary>
    public int MaxScore => IsRequired && Skipped is null ? Case.Points : 0;

    /// <summary>What the program has earned.</summary>
    public int Score => Status == CaseStatus.Passed ? MaxScore : 0;

    /// <summary>How long all of its runs took.</summary>
    public TimeSpan Duration => new(Runs.Sum(static run => run.Duration.Ticks));
}
