using Tincan.Checks.Cases;

namespace Tincan.Checks.Running;

/// <summary>All that is known of a case when a check is over.</summary>
public sealed record CaseOutcome(Case Case)
{
    /// <summary>Counts the cases of the check from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The result. Defaults to not run: the check ended before it.</summary>
    public Verdict Verdict { get; init; } = new Verdict.NotRun("the check ended before it");

    /// <summary>The program has to meet it: a MUST, or a SHOULD of a strict check.</summary>
    public bool IsRequired { get; init; }

    /// <summary>It stands on the list of cases that are known to fail.</summary>
    public bool IsKnownFailing { get; init; }

    /// <summary>The program was not started, because it did not run for the first case either.</summary>
    public bool IsSameStartFailure { get; init; }

    /// <summary>The first run that was not as required; null if none.</summary>
    public CaseResult? Failed => (Verdict as Verdict.Failed)?.First;

    /// <summary>The verdict on what was said.</summary>
    public PartVerdict Content => Verdict is Verdict.Passed ? PartVerdict.Passed : Failed?.Content ?? PartVerdict.NotReached;

    /// <summary>The verdict on how the connection ended.</summary>
    public PartVerdict Ending => Verdict is Verdict.Passed ? PartVerdict.Passed : Failed?.Ending ?? PartVerdict.NotReached;

    /// <summary>Whether the check as a whole fails because of it.</summary>
    public bool FailsCheck => Verdict is not (Verdict.Passed or Verdict.Skipped) && IsRequired && !IsKnownFailing;

    /// <summary>What it is worth: nothing if it is not required, or cannot be judged.</summary>
    public int MaxScore => IsRequired && Verdict is not Verdict.Skipped ? Case.Points : 0;

    /// <summary>What the program has earned.</summary>
    public int Score => Verdict is Verdict.Passed ? MaxScore : 0;

    /// <summary>How long all of its runs took.</summary>
    public TimeSpan Duration => new(Verdict.Runs.Sum(static run => run.Duration.Ticks));
}
