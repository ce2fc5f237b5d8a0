using Tincan.Checks.Cases;
using Tincan.Checks.Running;
using Tincan.Drawing;
using Tincan.Parsing;

namespace Tincan.Checks.Reports;

/// <summary>What <c>tincan grade</c> needs of a check, as JSON: a line of the table of scores, and the story of each case that did not pass. It has the hidden cases.</summary>
public sealed class GradeReport(TextWriter output) : ICheckReport
{
    /// <summary>A page for a class has thousands of stories.</summary>
    private const int MaxStory = 8_000;

    /// <inheritdoc/>
    public void End(CheckRecord record)
    {
        var json = new JsonObject
        {
            ["suite"] = record.Suite.Name,
            ["score"] = record.Score,
            ["maxScore"] = record.MaxScore,
            ["met"] = record.HasPassed,
            ["problem"] = record.WhyIncomplete,
            ["beginWith"] = Cause.Of(record) is [var first, ..] ? $"{first.First.Case.Id}: {ReportText.Brief(first.First)}" : "",
            ["cases"] = new JsonArray([.. record.Cases.Select(outcome => Of(outcome, record))]),
        };
        output.Write(ReadableJson.Write(json));
        output.Flush();
    }

    private static JsonObject Of(CaseOutcome outcome, CheckRecord record)
    {
        var json = new JsonObject
        {
            ["id"] = outcome.Case.Id,
            ["requirement"] = outcome.Case.Requirement,
            ["status"] = outcome.IsFlaky ? "flaky" : outcome.Verdict.Word,
            ["required"] = outcome.IsRequired,
            ["hidden"] = outcome.Case.IsHidden,
            ["score"] = outcome.Score,
            ["maxScore"] = outcome.MaxScore,
            ["brief"] = ReportText.Brief(outcome),
        };
        if (outcome.Failed is { } run)
        {
            var (id, what) = Bug(run, outcome);
            json["bug"] = id;
            json["what"] = what;
            json["hint"] = ReportText.Hint(outcome, record.Suite.Side);
        }

        if (outcome.Verdict is not Verdict.Passed)
        {
            json["story"] = ReportText.Cut(new FailureText(new LadderOptions()).Text(outcome, record), MaxStory);
        }

        return json;
    }

    /// <summary>The bug behind a failure: the same id for the same bug in other cases and other programs, and what it does.</summary>
    private static (string Id, string What) Bug(CaseResult run, CaseOutcome outcome) => run switch
    {
        { Failure.IsStartFailure: true } => ($"start {ReportText.Of(run.Failure.Kind)}", outcome.IsSameStartFailure ? "it does not start" : run.Failure.Message),
        { Finding.Anywhere: var finding } => ($"finding {finding.Id}", finding.What),
        { Fault: { } fault } when Perturbation.Of(fault) is { } perturbation => ($"when {CauseOf(perturbation)}", CauseOf(perturbation)),
        _ => ($"{ReportText.Of(run.Failure!.Kind)} {outcome.Case.Id}", $"{ReportText.Of(run.Failure.Kind)} in {outcome.Case.Id}"),
    };

    /// <summary>What the program does wrong, without the perturbation that showed it, which may be another one on a busy machine.</summary>
    private static string CauseOf(Perturbation shown) => shown.Diagnosis.Split(": ")[^1];
}
