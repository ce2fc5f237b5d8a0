namespace Tincan.Checks.Running;

/// <summary>A report of a check. <see cref="End"/> is always called.</summary>
public interface ICheckReport
{
    /// <summary>Called before the first case.</summary>
    /// <param name="head">The check, without results.</param>
    /// <param name="cases">The number of cases.</param>
    void Begin(CheckRecord head, int cases)
    {
    }

    /// <summary>Called for each case, in order.</summary>
    void Add(CaseOutcome outcome)
    {
    }

    /// <summary>Called when all cases have a result, or the check has stopped.</summary>
    void End(CheckRecord record);
}
