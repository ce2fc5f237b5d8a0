using Tincan.Checks.Cases;
using Tincan.Checks.Running;
using Tincan.Pages;

namespace Tincan.Checks.Reports;

/// <summary>The words that all reports share.</summary>
public static class ReportText
{
    /// <summary>How many lines of what a program wrote are shown of a long text.</summary>
    internal const int MaxOutputLines = 30;

    /// <summary>A kind of failure, as it is called in reports: <c>wrong-bytes</c>.</summary>
    public static string Of(FailureKind kind) => Readable.WordsOf<FailureKind>()[(int)kind];

    /// <summary>The verdict on a part of a case: <c>passed</c>, <c>failed</c>, <c>not-reached</c>.</summary>
    public static string Of(PartVerdict verdict) => Readable.WordsOf<PartVerdict>()[(int)verdict];

    /// <summary>When students may see a case: <c>after_due_date</c>.</summary>
    public static string Of(Visibility visibility) => Readable.WordsOf<Visibility>()[(int)visibility].Replace('-', '_');

    /// <summary>How binding a requirement is: <c>MUST</c> or <c>SHOULD</c>.</summary>
    public static string Of(Level level) => level.ToString().ToUpperInvariant();

    /// <summary>How many there are of each, in one line.</summary>
    public static string Counts(CheckRecord record)
    {
        var parts = new List<string> { $"{record.Count<Verdict.Passed>()} passed" };
        Add(record.Count<Verdict.Failed>(), "failed");
        Add(record.Count<Verdict.NotRun>(), "not run");
        Add(record.Count<Verdict.Skipped>(), "skipped");
        Add(record.Count<Verdict.Broken>(), "could not be judged");
        var forgiven = record.Cases.Count(static one => one is { Verdict: Verdict.Failed, FailsCheck: false });
        return $"{record.Cases.Count} case{(record.Cases.Count == 1 ? "" : "s")}: {string.Join(", ", parts)}{(forgiven > 0 ? $" ({forgiven} of them may)" : "")}";

        void Add(int count, string words)
        {
            if (count > 0)
            {
                parts.Add($"{count} {words}");
            }
        }
    }

    /// <summary>What may be said of hidden cases, in one line.</summary>
    internal static string Of(HiddenCases hidden) =>
        $"{Readable.Count(hidden.Count, "hidden case")}: {(hidden.Failed > 0 ? $"{hidden.Failed} failed, " : "")}{hidden.Score} of {Readable.Count(hidden.MaxScore, "point")}";

    /// <summary>Why a case that is not as required does not spoil the check; null if it does.</summary>
    public static string? WhyAllowed(CaseOutcome outcome)
    {
        return outcome.FailsCheck || outcome.Verdict is Verdict.Passed or Verdict.Skipped ? null
            : outcome.IsKnownFailing ? "known to fail"
            : "recommended, not required";
    }

    /// <summary>What was wrong, in one line; empty if nothing was.</summary>
    public static string Summary(CaseOutcome outcome)
    {
        return outcome.Verdict switch
        {
            Verdict.Failed failed => Summary(failed.First),
            Verdict.Skipped skipped => $"skipped: {skipped.Why}",
            Verdict.NotRun not => $"not run: {not.Why}",
            Verdict.Broken broken => $"could not be judged: {broken.Why}",
            _ => "",
        };
    }

    /// <summary>What was wrong, in a few words for a line of a table; empty if nothing was.</summary>
    public static string Brief(CaseOutcome outcome)
    {
        return outcome.Verdict switch
        {
            Verdict.Passed => "",
            Verdict.Failed { First: { Fault: { } fault } run } => $"{Of(run.Failure!.Kind)} when {Perturbation.Of(fault)?.When ?? fault}",
            Verdict.Failed { First: var run } => Of(run.Failure!.Kind),
            Verdict.Skipped skipped => skipped.Why,
            var other => other.Word.Replace('-', ' '),
        };
    }

    /// <summary>What to look at in the program. What a case asks for does not matter yet to one that cannot be spoken to, or not in pieces.</summary>
    public static string Hint(CaseOutcome outcome, Side side)
    {
        return outcome.Failed switch
        {
            { Finding: { } finding } => finding.Hint ?? outcome.Case.Hint,
            { Failure.Kind: FailureKind.NeverConnected, Events.Count: 0 } when side == Side.Server =>
                "The program has to bind to 127.0.0.1 (or all addresses) and the port from its command line, then listen, and then accept.",
            { Failure.Kind: FailureKind.NeverConnected, Events.Count: 0 } => "The program has to connect to the host and port from its command line.",
            { Failure.Kind: FailureKind.Died, Events.Count: 0 } => "Look at the program's output: it ended before it received anything.",
            { Failure: { Kind: FailureKind.ClosedEarly, IsCloseFailure: true } } when side == Side.Server =>
                "The answers are right, but then the program closes: receive in a loop until recv returns nothing, and close only then.",
            { Fault: null, Failure.Kind: FailureKind.NoAnswer } silent when side == Side.Server && silent.Events.Any(static one => one.Kind == WireEventKind.Send) && silent.Events.All(static one => one.Kind != WireEventKind.Accept) =>
                $"{outcome.Case.Hint} Answer as soon as the message is complete: the client waits for the answer before it continues.",
            { Fault: { } fault } when Perturbation.Of(fault) is { } perturbation => perturbation.Hint,
            _ => outcome.Case.Hint,
        };
    }

    /// <summary>A long text of a program for people: its beginning and its end, without anything that could drive a terminal.</summary>
    internal static IEnumerable<string> OutputLines(string text, int most = MaxOutputLines)
    {
        var lines = Escape.ForTerminal(Encoding.UTF8.GetBytes(text.TrimEnd()), multiline: true).ReplaceLineEndings("\n").Split('\n');
        var shown = lines.Length <= most ? lines : [.. lines.Take(most / 4), $"[{lines.Length - most} lines more]", .. lines.TakeLast(most - (most / 4))];
        return text.Length == 0 ? [] : shown.Select(static line => line.Length <= 160 ? line : $"{line[..160]}… [{line.Length - 160} characters more]");
    }

    /// <summary>A text without the last two of the first plane, which XML and YAML do not count as characters.</summary>
    internal static string WithoutNoncharacters(string text) =>
        text.Replace("\ufffe", "\\u{FFFE}", StringComparison.Ordinal).Replace("\uffff", "\\u{FFFF}", StringComparison.Ordinal);

    private static string Summary(CaseResult failed)
    {
        var finding = failed.Finding is { } found ? $": {found.What}" : "";
        var fault = failed.Fault is { } done ? $" (with --fault {done})" : "";
        return $"{Of(failed.Failure!.Kind)}: {failed.Failure.Message}{finding}{fault}";
    }
}
