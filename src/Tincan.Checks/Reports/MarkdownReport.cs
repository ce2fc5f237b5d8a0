using Tincan.Checks.Cases;
using Tincan.Checks.Running;
using Tincan.Drawing;

namespace Tincan.Checks.Reports;

/// <summary>A summary for a pull request or a job: a table, with the details of each failure in a collapsed section.</summary>
public sealed class MarkdownReport(TextWriter output) : ICheckReport
{
    /// <inheritdoc/>
    public void End(CheckRecord record)
    {
        Line($"## {record.Suite.Name}: {(record.HasPassed ? "met" : "not met")}");
        Line();
        Line($"`{Escape.ForTerminal(record.Target).Replace('`', '\'')}`: {ReportText.Counts(record)}.");
        if (record.WhyIncomplete is { } broken)
        {
            Line();
            Line($"**Not checked to the end:** {EscapeForMarkdown(broken)}");
        }

        Line();
        Line("| case | level | content | ending | what was wrong |");
        Line("| --- | --- | --- | --- | --- |");
        foreach (var outcome in record.Cases)
        {
            var forgiven = ReportText.WhyAllowed(outcome) is { } words ? $" ({words})" : "";
            Line($"| {outcome.Case.Id} | {ReportText.Of(outcome.Case.Level)} | {Word(outcome.Content)} | {Word(outcome.Ending)} | {EscapeForMarkdown(ReportText.Summary(outcome))}{forgiven} |");
        }

        if (record.Hidden is { } hidden)
        {
            Line();
            Line($"{ReportText.Of(hidden)}.");
        }

        foreach (var outcome in record.Cases.Where(static one => one.Verdict is Verdict.Failed or Verdict.Broken))
        {
            var story = new FailureText(new LadderOptions()).Text(outcome, record);
            var fence = "```";
            while (story.Contains(fence, StringComparison.Ordinal))
            {
                fence += '`';
            }

            Line();
            Line($"<details><summary>{outcome.Case.Id}</summary>");
            Line();
            Line($"{fence}text");
            output.Write(story);
            Line(fence);
            Line();
            Line("</details>");
        }

        output.Flush();
    }

    private static string Word(PartVerdict verdict) => verdict switch
    {
        PartVerdict.Passed => "pass",
        PartVerdict.Failed => "**fail**",
        _ => "-",
    };

    /// <summary>Escapes text from elsewhere, so that it is not markup.</summary>
    private static string EscapeForMarkdown(string text) => string.Concat(Escape.ForTerminal(text).Select(static letter => letter switch
    {
        '<' => "&lt;",
        '&' => "&amp;",
        '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '@' => $"\\{letter}",
        _ => letter.ToString(),
    }));

    private void Line(string text = "") => output.Write($"{text}\n");
}
