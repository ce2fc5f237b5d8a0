namespace Tincan.Checks.Running;

/// <summary>A form in which a check is told. Whatever happens, it is ended.</summary>
public interface ICheckReport
{
    /// <summary>Before the first case.</summary>
    /// <param name="head">All but the cases.</param>
    /// <param name="cases">How many there will be.</param>
    void Begin(CheckRecord head, int cases)
    {
    }

    /// <summary>A case is known, and all before it.</summary>
    void Add(CaseOutcome outcome)
    {
    }

    /// <summary>All cases are known, or as much as ever will be.</summary>
    void End(CheckRecord record);
}
