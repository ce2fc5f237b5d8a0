using Tincan.Checks.Running;

namespace Tincan.Checks.Reports;

/// <summary>Keeps hidden cases out of a report.</summary>
/// <param name="report">The report. It receives the other cases and the number of hidden ones.</param>
/// <param name="hidden">The number of hidden cases.</param>
public sealed class StudentView(ICheckReport report, int hidden) : ICheckReport
{
    /// <inheritdoc/>
    public void Begin(CheckRecord head, int cases) => report.Begin(hidden == 0 ? head : head with { Hidden = new HiddenCases(hidden) }, cases - hidden);

    /// <inheritdoc/>
    public void Add(CaseOutcome outcome)
    {
        if (!outcome.Case.IsHidden)
        {
            report.Add(outcome);
        }
    }

    /// <inheritdoc/>
    public void End(CheckRecord record) => report.End(record.ForStudents());
}
