using Tincan.Checks.Cases;

namespace Tincan.Checks.Running;

/// <summary>The result of a case in a check.</summary>
public sealed record CaseOutcome(Case Case)
{
    /// <summary>The number of the case in the check, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The result. Defaults to not run.</summary>
    public Verdict Verdict { get; init; } = new Verdict.NotRun("the check ended before it");

    /// <summary>Whether the program must pass: a MUST, or a SHOULD in a strict check.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether the case is on the list of known failures.</summary>
    public bool IsKnownFailing { get; init; }

    /// <summary>Whether the case failed, and passed when it ran once more. It does not fail the check, and gets its points.</summary>
    public bool IsFlaky { get; init; }

    /// <summary>Whether the program was not started, because it had already failed to start for the first case.</summary>
    public bool IsSameStartFailure { get; init; }

    /// <summary>The first run that failed; null if none did.</summary>
    public CaseResult? Failed => (Verdict as Verdict.Failed)?.First;

    /// <summary>Whether the content was right.</summary>
    public PartVerdict Content => Verdict is Verdict.Passed ? PartVerdict.Passed : Failed?.Content ?? PartVerdict.NotReached;

    /// <summary>Whether the connection ended correctly.</summary>
    public PartVerdict Ending => Verdict is Verdict.Passed ? PartVerdict.Passed : Failed?.Ending ?? PartVerdict.NotReached;

    /// <summary>Whether the check as a whole fails because of this case.</summary>
    public bool FailsCheck => Verdict is not (Verdict.Passed or Verdict.Skipped) && IsRequired && !IsKnownFailing && !IsFlaky;

    /// <summary>The points that the case is worth; 0 if it is not required, or skipped.</summary>
    public int MaxScore => IsRequired && Verdict is not Verdict.Skipped ? Case.Points : 0;

    /// <summary>The points that the program gets.</summary>
    public int Score => Verdict is Verdict.Passed || IsFlaky ? MaxScore : 0;

    /// <summary>The duration of all runs together.</summary>
    public TimeSpan Duration => new(Verdict.Runs.Sum(static run => run.Duration.Ticks));
}
