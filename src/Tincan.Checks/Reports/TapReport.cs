using Tincan.Checks.Running;

namespace Tincan.Checks.Reports;

/// <summary>TAP 14, written while the check runs. Allowed failures have TAP's directive for them, and the details of a failure are YAML.</summary>
public sealed class TapReport(TextWriter output) : ICheckReport
{
    /// <summary>
    /// TAP's name for an allowed failure: a severity, and in upper case a directive. TAP 14 accepts a directive in any case; older readers need upper case.
    /// </summary>
    private const string MayFail = "todo";

    private static readonly string Directive = MayFail.ToUpperInvariant();

    private CheckRecord? _head;

    /// <inheritdoc/>
    public void Begin(CheckRecord head, int cases)
    {
        _head = head;
        output.Write($"TAP version 14\n1..{cases + (head.Hidden is null ? 0 : 1)}\n");
        output.Flush();
    }

    /// <inheritdoc/>
    public void Add(CaseOutcome outcome)
    {
        if (outcome.Verdict is Verdict.Skipped skipped)
        {
            output.Write($"ok {outcome.Number} - {outcome.Case.Id} # SKIP {skipped.Why}\n");
            output.Flush();
            return;
        }

        var ok = outcome.Verdict is Verdict.Passed ? "ok" : "not ok";
        var directive = ReportText.WhyAllowed(outcome) is { } forgiven ? $" # {Directive} {EscapeForTap(forgiven)}" : "";
        output.Write($"{ok} {outcome.Number} - {EscapeForTap(outcome.Case.Id)}{directive}\n");
        if (outcome.Verdict is not Verdict.Passed)
        {
            Diagnose(outcome);
        }

        output.Flush();
    }

    /// <inheritdoc/>
    public void End(CheckRecord record)
    {
        if (record.Hidden is { } hidden)
        {
            output.Write($"{(hidden.FailsCheck ? "not ok" : "ok")} {record.Cases.Count + 1} - {ReportText.Of(hidden)}\n");
            if (hidden.FailsCheck)
            {
                output.Write("  ---\n");
                Entry("message", $"{hidden.Failed} failed");
                Entry("severity", "fail");
                output.Write("  ...\n");
            }
        }

        if (record.WhyIncomplete is { } broken)
        {
            output.Write($"Bail out! {EscapeForTap(Escape.ForTerminal(broken))}\n");
        }

        output.Flush();
    }

    private void Diagnose(CaseOutcome outcome)
    {
        output.Write("  ---\n");
        Entry("message", ReportText.Summary(outcome));
        Entry("severity", ReportText.WhyAllowed(outcome) is null ? "fail" : MayFail);
        Entry("level", ReportText.Of(outcome.Case.Level));
        Entry("requirement", outcome.Case.Requirement);
        if (outcome.Failed is { Failure: { } failure } run)
        {
            Entry("kind", ReportText.Of(failure.Kind));
            Entry("fault", run.Fault);
            Entry("diagnosis", run.Diagnosis);
            Entry("expected", failure.Expected is { } expected ? Escape.ForTerminal(expected.Span) : null);
            Entry("actual", failure.Got is { } got ? Escape.ForTerminal(got.Span) : null);
            Entry("hint", ReportText.Hint(outcome, _head!.Suite.Side));
            Entry("again", _head.RerunCommandOf(outcome.Case.Id));
        }

        output.Write(string.Create(CultureInfo.InvariantCulture, $"  duration_ms: {outcome.Duration.TotalMilliseconds:0.###}\n"));
        if (outcome.Failed is { } failed)
        {
            Lines("ladder", CaseLadder.Text(failed).TrimEnd('\n').Split('\n'));
            Lines("wrote", ReportText.OutputLines(failed.Output));
        }

        output.Write("  ...\n");
    }

    private void Entry(string name, string? text)
    {
        if (text is not null)
        {
            output.Write($"  {name}: {Quote(text)}\n");
        }
    }

    /// <summary>A list of strings. Readers that support only part of YAML know lists, but not block scalars whose first line is indented.</summary>
    private void Lines(string name, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Exists(static line => line.Length > 0))
        {
            output.Write($"  {name}:\n");
            foreach (var line in all)
            {
                output.Write($"    - {Quote(line)}\n");
            }
        }
    }

    /// <summary>Text that has been through <see cref="Escape"/> needs no other YAML escapes.</summary>
    private static string Quote(string text) =>
        $"\"{Escape.ForTerminal(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>In descriptions and reasons, # starts a directive.</summary>
    private static string EscapeForTap(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("#", "\\#", StringComparison.Ordinal);
}
