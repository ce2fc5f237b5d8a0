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
            var fence = new string('`', Math.Max(3, Longest(story) + 1));
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

    /// <summary>The longest run of backticks; a fence must be longer.</summary>
    private static int Longest(string text)
    {
        var longest = 0;
        var row = 0;
        foreach (var letter in text)
        {
            row = letter == '`' ? row + 1 : 0;
            longest = Math.Max(longest, row);
        }

        return longest;
    }

    /// <summary>Escapes text from elsewhere, so that it is not markup.</summary>
    private static string EscapeForMarkdown(string text)
    {
        var escaped = new StringBuilder();
        foreach (var letter in Escape.ForTerminal(text))
        {
            _ = letter switch
            {
                '<' => escaped.Append("&lt;"),
                '&' => escaped.Append("&amp;"),
                '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '@' => escaped.Append('\\').Append(letter),
                _ => escaped.Append(letter),
            };
        }

        return escaped.ToString();
    }

    private void Line(string text = "") => output.Write($"{text}\n");
}
