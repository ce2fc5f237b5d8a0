namespace Tincan.Checks.Running;

/// <summary>What students may know of hidden cases: how many there are, how many failed, and what they are worth.</summary>
/// <param name="Count">How many there are.</param>
public sealed record HiddenCases(int Count)
{
    /// <summary>How many did not pass. Skipped ones do not count.</summary>
    public int Failed { get; init; }

    /// <summary>What the program has earned.</summary>
    public int Score { get; init; }

    /// <summary>What it could earn.</summary>
    public int MaxScore { get; init; }

    /// <summary>The check fails because of them.</summary>
    public bool FailsCheck { get; init; }

    internal static HiddenCases Of(IEnumerable<CaseOutcome> outcomes)
    {
        var all = outcomes.ToList();
        return new HiddenCases(all.Count)
        {
            Failed = all.Count(static one => one.Verdict is not (Verdict.Passed or Verdict.Skipped)),
            Score = all.Sum(static one => one.Score),
            MaxScore = all.Sum(static one => one.MaxScore),
            FailsCheck = all.Exists(static one => one.FailsCheck),
        };
    }
}
