using Tincan.Checks.Cases;
using Tincan.Checks.Findings;
using Tincan.Checks.Running;

namespace Tincan.Checks.Reports;

/// <summary>Cases that fail for the same reason, as far as the events show it.</summary>
/// <param name="First">The case that is reported in full: the first MUST, or the first case.</param>
/// <param name="Others">The other cases.</param>
internal sealed record Cause(CaseOutcome First, IReadOnlyList<CaseOutcome> Others)
{
    /// <summary>All causes, in the order in which to fix them: MUST before SHOULD, bugs before differences of edition, basic cases first.</summary>
    public static IReadOnlyList<Cause> Of(CheckRecord record)
    {
        var failed = record.Cases
            .Where(static one => one.Verdict is Verdict.Failed or Verdict.Broken)
            .OrderBy(static one => one.FailsCheck ? 0 : 1)
            .ThenBy(static one => EditionFinding.Is(one.Failed?.Finding) ? 1 : 0)
            .ThenBy(static one => one.Number)
            .ToList();
        var first = failed.FirstOrDefault(static one => !one.IsSameStartFailure);
        return [.. failed
            .GroupBy(one => one.IsSameStartFailure && first is not null ? Key(first) : Key(one), StringComparer.Ordinal)
            .Select(static group => new Cause(group.First(static one => !one.IsSameStartFailure), [.. group.Where(static one => !one.IsSameStartFailure).Skip(1), .. group.Where(static one => one.IsSameStartFailure)]))];
    }

    /// <summary>The same for failures that differ only in the question.</summary>
    private static string Key(CaseOutcome outcome) => outcome.Failed switch
    {
        null => $"broken {(outcome.Verdict as Verdict.Broken)?.Why}",
        { Finding: { } finding } => $"finding {finding.Id}",
        { Fault: { } fault } when Perturbation.Of(fault) is { } perturbation => $"perturbation {perturbation.Hint}",
        { Failure: { Got: { IsEmpty: false } got } failure } => $"{failure.Kind} {failure.Where} {Convert.ToHexString(got.Span)}",
        var run => $"{run.Events.Any(static one => one.Kind == Recording.WireEventKind.Send)} {run.Failure!.Kind} {(run.Failure.IsSilence ? "" : run.Failure.Message)} {run.Fault} {run.Events.Any(static one => one.Kind == Recording.WireEventKind.Receive)} {(run.Events.Count == 0 ? run.Output : "")}",
    };
}
