using Tincan.Checks.Running;
using Tincan.Drawing;
using Tincan.Parsing;

namespace Tincan.Checks.Reports;

/// <summary>The results.json that an autograder writes for Gradescope.</summary>
public sealed class GradescopeReport(TextWriter output) : ICheckReport
{
    /// <summary>Longer texts make the page of a submission slow.</summary>
    private const int MaxText = 20_000;

    /// <inheritdoc/>
    public void End(CheckRecord record)
    {
        // Students always see this text. It has no score, because Gradescope hides the score while there are hidden tests.
        var students = record.ForStudents();
        var hidden = students.Hidden is { } some ? $"\n{Readable.Count(some.Count, "hidden case")}" : "";
        var broken = record.WhyIncomplete is { } why ? $"\nnot checked to the end: {why}" : "";
        output.Write(ReadableJson.Write(new JsonObject
        {
            ["score"] = record.Score,
            ["execution_time"] = (long)Math.Ceiling(record.Duration.TotalSeconds),
            ["output"] = ReportText.Cut($"{record.Suite.Name}: {ReportText.Counts(students)}{hidden}{broken}", MaxText),
            ["output_format"] = "text",
            ["test_output_format"] = "text",
            ["visibility"] = "visible",
            ["tests"] = new JsonArray([.. record.Cases.Select(outcome => Of(outcome, record))]),
        }));
        output.Flush();
    }

    private static JsonObject Of(CaseOutcome outcome, CheckRecord record)
    {
        var json = new JsonObject
        {
            ["number"] = outcome.Number.ToString(CultureInfo.InvariantCulture),
            ["name"] = $"{outcome.Case.Id} ({ReportText.Of(outcome.Case.Level)})",
            ["score"] = outcome.Score,
            ["max_score"] = outcome.MaxScore,
            ["output"] = outcome.Verdict is Verdict.Passed ? outcome.Case.Requirement : ReportText.Cut(new FailureText(new LadderOptions()).Text(outcome, record), MaxText),
            ["visibility"] = ReportText.Of(outcome.Case.Visibility),
        };
        if (outcome.Verdict is not Verdict.Skipped)
        {
            json["status"] = outcome.Verdict is Verdict.Passed || outcome.IsFlaky ? "passed" : "failed";
        }

        return json;
    }
}
