using Tincan.Checks.Cases;
using Tincan.Checks.Running;
using Tincan.Drawing;

namespace Tincan.Checks.Reports;

/// <summary>The details of a failed case, for a person.</summary>
/// <param name="options">The width and the colours.</param>
internal sealed class FailureText(LadderOptions options)
{
    private const string Indent = "   ";

    /// <summary>How many rows of a ladder, and lines of output, the first screen shows.</summary>
    private const int FewRows = 16;
    private const int FewLines = 12;
    private const int MaxSame = 20;

    /// <summary>A cause on one screen: its first case, the other cases, and a short ladder.</summary>
    public void Write(TextWriter output, Cause cause, CheckRecord record) => Write(output, cause.First, record, cause.Others, FewRows, FewLines);

    /// <summary>A case in full.</summary>
    public void Write(TextWriter output, CaseOutcome outcome, CheckRecord record) => Write(output, outcome, record, [], CaseLadder.MaxRows, ReportText.MaxOutputLines);

    /// <summary>A cause in a few lines: what happened, and the hint.</summary>
    public void WriteBrief(TextWriter output, Cause cause, CheckRecord record)
    {
        Heading(output, cause.First);
        Paragraph(output, ReportText.Summary(cause.First), cause.First.FailsCheck ? LadderInk.Fault : LadderInk.Warning);
        Same(output, cause.Others);
        if (cause.First.Failed is { } run)
        {
            Bytes(output, run, isApart: false);
        }

        Labelled(output, "Hint", ReportText.Hint(cause.First, record.Suite.Side));
    }

    private void Write(TextWriter output, CaseOutcome outcome, CheckRecord record, IReadOnlyList<CaseOutcome> same, int rows, int lines)
    {
        Heading(output, outcome);
        Paragraph(output, ReportText.Summary(outcome), outcome.FailsCheck ? LadderInk.Fault : LadderInk.Warning);
        if (outcome.Failed is { Diagnosis: not null } burnt)
        {
            Diagnosis(output, outcome, burnt);
        }

        Same(output, same);
        output.WriteLine();
        Labelled(output, "Required", outcome.Case.Requirement);
        Labelled(output, "Why", outcome.Case.Why);
        if (outcome.Failed is { } run)
        {
            Bytes(output, run);
            Ladder(output, run, rows);
            Output(output, run, lines);
        }

        output.WriteLine();
        Labelled(output, "Hint", ReportText.Hint(outcome, record.Suite.Side));
        Line(output, "Again", Ink(Escape.ForTerminal(record.RerunCommandOf(outcome.Case.Id)), LadderInk.Event));
        if (outcome.Failed?.Failure is { } failure)
        {
            Line(output, "More", $"tincan check explain {ReportText.Of(failure.Kind)}, or {FailurePages.PathOf(failure.Kind)}");
        }
    }

    public string Text(CaseOutcome outcome, CheckRecord record)
    {
        using var text = new StringWriter { NewLine = "\n" };
        Write(text, outcome, record);
        return text.ToString();
    }

    private void Heading(TextWriter output, CaseOutcome outcome)
    {
        var points = outcome.MaxScore switch { 0 => "", 1 => ", 1 point", var more => $", {more} points" };
        var name = $"{outcome.Number}. {outcome.Case.Id}";
        var rest = $" ({ReportText.Of(outcome.Case.Level)}{points}) ";
        var rule = new string('─', Math.Max(0, options.Width - name.Length - rest.Length));
        output.WriteLine($"{Ink(name, LadderInk.Event)}{rest}{Ink(rule, LadderInk.Faint)}".TrimEnd());
    }

    /// <summary>The other cases that fail for the same reason, by number and name.</summary>
    private void Same(TextWriter output, IReadOnlyList<CaseOutcome> same)
    {
        if (same.Count > 0)
        {
            var shown = same.Take(MaxSame).Select(static one => $"{one.Number} {one.Case.Id.Split('.')[^1]}");
            Labelled(output, $"The same cause in {same.Count} more", $"{string.Join(", ", shown)}{(same.Count > MaxSame ? ", …" : "")}");
        }
    }

    private void Bytes(TextWriter output, CaseResult run, bool isApart = true)
    {
        var bytes = new ByteDiff(options.Width - Indent.Length - 11);
        var sent = Sent(run);
        var failure = run.Failure!;
        var isCompared = failure is { Expected: not null, Got: not null };
        if (sent.Length == 0 && !isCompared && failure.Got is not { IsEmpty: false })
        {
            return;
        }

        if (isApart)
        {
            output.WriteLine();
        }

        if (sent.Length > 0)
        {
            Row(output, "sent", bytes.Show(sent));
        }

        if (failure.Where != "on the connection" && failure.Got is not null)
        {
            Paragraph(output, $"and {failure.Where}");
        }

        if (isCompared)
        {
            foreach (var (label, text) in bytes.Compare(failure.Expected!.Value, failure.Got!.Value))
            {
                Row(output, label, label.Length == 0 ? Ink(text, LadderInk.Fault) : text);
            }
        }
        else if (failure.Got is { IsEmpty: false } alone)
        {
            Row(output, "got", bytes.Show(alone.Span));
        }
    }

    private void Diagnosis(TextWriter output, CaseOutcome outcome, CaseResult run)
    {
        Paragraph(output, $"It {run.Diagnosis}.", LadderInk.Warning);
        var others = outcome.Verdict.Runs.Where(other => !other.HasPassed && other != run).Select(static other => other.Fault!).ToList();
        if (others.Count > 0)
        {
            Paragraph(output, $"It also fails with {string.Join(" and ", others)}.", LadderInk.Faint);
        }
    }

    private void Ladder(TextWriter output, CaseResult run, int rows)
    {
        if (run.Events.Count > 0)
        {
            output.WriteLine();
            CaseLadder.Write(output, run, options, rows);
        }
    }

    private void Output(TextWriter output, CaseResult run, int most)
    {
        var lines = ReportText.OutputLines(run.Output, most).ToList();
        if (lines.Count > 0)
        {
            output.WriteLine();
            output.WriteLine($"{Indent}The program wrote:");
            foreach (var line in lines.SelectMany(line => Pieces(line.Replace("\t", "    ", StringComparison.Ordinal), options.Width - Indent.Length - 2)))
            {
                output.WriteLine($"{Indent}{Ink("|", LadderInk.Faint)} {line}");
            }
        }
    }

    /// <summary>Splits a line into pieces of the width, and keeps its spaces.</summary>
    private static IEnumerable<string> Pieces(string line, int width)
    {
        var rest = line;
        while (Columns.Of(rest) > width)
        {
            var piece = Columns.Cut(rest, width, "");
            yield return piece;
            rest = rest[piece.Length..];
        }

        yield return rest;
    }

    /// <summary>What we sent on the last connection.</summary>
    private static byte[] Sent(CaseResult run)
    {
        var last = run.Events.LastOrDefault(static one => one.Kind == WireEventKind.Send)?.Connection;
        return [.. run.Events.Where(one => one.Connection == last && one.Kind == WireEventKind.Send).SelectMany(static one => one.Bytes.ToArray())];
    }

    private void Row(TextWriter output, string label, string text) => output.WriteLine($"{Indent}{Ink($"{label,-10}", LadderInk.Faint)} {text}");

    /// <summary>Writes a line without wrapping, so that it can be copied.</summary>
    private void Line(TextWriter output, string label, string text) => output.WriteLine($"{Indent}{Ink($"{label}:", LadderInk.Faint)} {text}");

    private void Labelled(TextWriter output, string label, string text)
    {
        var head = $"{label}:";
        foreach (var line in Columns.Wrap($"{head} {Escape.ForTerminal(text)}", options.Width - Indent.Length))
        {
            output.WriteLine($"{Indent}{(head.Length > 0 ? Ink(head, LadderInk.Faint) : "")}{line[head.Length..]}");
            head = "";
        }
    }

    private void Paragraph(TextWriter output, string text, LadderInk? ink = null)
    {
        foreach (var line in Columns.Wrap(Escape.ForTerminal(text), options.Width - Indent.Length))
        {
            output.WriteLine($"{Indent}{(ink is { } colour ? Ink(line, colour) : line)}");
        }
    }

    private string Ink(string text, LadderInk ink) => options.Style(text, ink);
}
