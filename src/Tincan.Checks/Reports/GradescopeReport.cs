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
        output.Write(ReadableJson.Write(json => Write(json, record)));
        output.Flush();
    }

    private static void Write(Utf8JsonWriter json, CheckRecord record)
    {
        // Students always see this text. It has no score, because Gradescope hides the score while there are hidden tests.
        var students = record.ForStudents();
        var hidden = students.Hidden is { } some ? $"\n{Readable.Count(some.Count, "hidden case")}" : "";
        var broken = record.WhyIncomplete is { } why ? $"\nnot checked to the end: {why}" : "";
        json.WriteStartObject();
        json.WriteNumber("score", record.Score);
        json.WriteNumber("execution_time", (long)Math.Ceiling(record.Duration.TotalSeconds));
        json.WriteString("output", Cut($"{record.Suite.Name}: {ReportText.Counts(students)}{hidden}{broken}"));
        json.WriteString("output_format", "text");
        json.WriteString("test_output_format", "text");
        json.WriteString("visibility", "visible");
        json.WriteArray("tests", record.Cases, outcome => Write(json, outcome, record));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CaseOutcome outcome, CheckRecord record)
    {
        json.WriteStartObject();
        json.WriteString("number", outcome.Number.ToString(CultureInfo.InvariantCulture));
        json.WriteString("name", $"{outcome.Case.Id} ({ReportText.Of(outcome.Case.Level)})");
        json.WriteNumber("score", outcome.Score);
        json.WriteNumber("max_score", outcome.MaxScore);
        if (outcome.Verdict is not Verdict.Skipped)
        {
            json.WriteString("status", outcome.Verdict is Verdict.Passed ? "passed" : "failed");
        }

        json.WriteString("output", outcome.Verdict is Verdict.Passed
            ? outcome.Case.Requirement
            : Cut(new FailureText(new LadderOptions()).Text(outcome, record)));
        json.WriteString("visibility", ReportText.Of(outcome.Case.Visibility));
        json.WriteEndObject();
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : $"{text[..MaxText]}\n[{text.Length - MaxText} characters more]";
}
