namespace Tincan.Checks.Running;

/// <summary>A summary of the hidden cases for students: how many there are, how many failed, and their points.</summary>
/// <param name="Count">The number of hidden cases.</param>
public sealed record HiddenCases(int Count)
{
    /// <summary>How many did not pass. Skipped cases do not count.</summary>
    public int Failed { get; init; }

    /// <summary>The points that the program gets.</summary>
    public int Score { get; init; }

    /// <summary>The points that they are worth.</summary>
    public int MaxScore { get; init; }

    /// <summary>Whether the check fails because of them.</summary>
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
