using Tincan.Checks.Cases;
using Tincan.Checks.Running;
using Tincan.Pages;

namespace Tincan.Checks.Reports;

/// <summary>Text that all reports share.</summary>
public static class ReportText
{
    /// <summary>The beginning of a text, and how much more there is.</summary>
    public static string Cut(string text, int most) => text.Length <= most ? text : $"{text[..most]}\n[{text.Length - most} characters more]";

    /// <summary>How many lines of long output to show.</summary>
    internal const int MaxOutputLines = 30;

    /// <summary>The name of a kind of failure: <c>wrong-bytes</c>.</summary>
    public static string Of(FailureKind kind) => Readable.WordsOf<FailureKind>()[(int)kind];

    /// <summary>The name of a verdict: <c>passed</c>, <c>failed</c>, <c>not-reached</c>.</summary>
    public static string Of(PartVerdict verdict) => Readable.WordsOf<PartVerdict>()[(int)verdict];

    /// <summary>When students may see a case: <c>after_due_date</c>.</summary>
    public static string Of(Visibility visibility) => Readable.WordsOf<Visibility>()[(int)visibility].Replace('-', '_');

    /// <summary>The importance of a requirement: <c>MUST</c> or <c>SHOULD</c>.</summary>
    public static string Of(Level level) => level.ToString().ToUpperInvariant();

    /// <summary>The number of cases with each result, in one line.</summary>
    public static string Counts(CheckRecord record)
    {
        var parts = new List<string> { $"{record.Count<Verdict.Passed>()} passed" };
        Add(record.Count<Verdict.Failed>(), "failed");
        Add(record.Count<Verdict.NotRun>(), "not run");
        Add(record.Count<Verdict.Skipped>(), "skipped");
        Add(record.Count<Verdict.Broken>(), "could not be judged");
        var forgiven = record.Cases.Count(static one => one is { Verdict: Verdict.Failed, FailsCheck: false });
        return $"{Readable.Count(record.Cases.Count, "case")}: {string.Join(", ", parts)}{(forgiven > 0 ? $" ({forgiven} of them may)" : "")}";

        void Add(int count, string words)
        {
            if (count > 0)
            {
                parts.Add($"{count} {words}");
            }
        }
    }

    /// <summary>A summary of the hidden cases, in one line.</summary>
    internal static string Of(HiddenCases hidden) =>
        $"{Readable.Count(hidden.Count, "hidden case")}: {(hidden.Failed > 0 ? $"{hidden.Failed} failed, " : "")}{hidden.Score} of {Readable.Count(hidden.MaxScore, "point")}";

    /// <summary>Why a case that did not pass does not fail the check; null if it passed, was skipped, or fails the check.</summary>
    public static string? WhyAllowed(CaseOutcome outcome) =>
        outcome.FailsCheck || outcome.Verdict is Verdict.Passed or Verdict.Skipped ? null
            : outcome.IsKnownFailing ? "known to fail"
            : outcome.IsFlaky ? "flaky: it passed when it ran once more"
            : "recommended, not required";

    /// <summary>What went wrong, in one line; empty if nothing did.</summary>
    public static string Summary(CaseOutcome outcome) => outcome.Verdict switch
    {
        Verdict.Failed failed => Summary(failed.First),
        Verdict.Skipped skipped => $"skipped: {skipped.Why}",
        Verdict.NotRun not => $"not run: {not.Why}",
        Verdict.Broken broken => $"could not be judged: {broken.Why}",
        _ => "",
    };

    /// <summary>What went wrong, in a few words for a table; empty if nothing did.</summary>
    public static string Brief(CaseOutcome outcome) => outcome.Verdict switch
    {
        Verdict.Passed => outcome.IsFlaky ? "flaky: it failed in the earlier check" : "",
        Verdict.Failed { First: { Fault: { } fault } run } => $"{Of(run.Failure!.Kind)} when {Perturbation.Of(fault)?.When ?? fault}",
        Verdict.Failed { First: var run } => Of(run.Failure!.Kind),
        Verdict.Skipped skipped => skipped.Why,
        var other => other.Word.Replace('-', ' '),
    };

    /// <summary>The hint for a failed case. Problems with starting, or with split messages, come before the hint of the case itself.</summary>
    public static string Hint(CaseOutcome outcome, Side side) => outcome.Failed switch
    {
        { Finding: { FollowsCase: true, Hint: { } hint } } => $"{outcome.Case.Hint} {hint}",
        { Finding: { } finding } => finding.Hint ?? outcome.Case.Hint,
        { Failure.Kind: FailureKind.NeverConnected, Events.Count: 0 } when side == Side.Server =>
            "The program has to bind to 127.0.0.1 (or all addresses) and the port from its command line, then listen, and then accept.",
        { Failure.Kind: FailureKind.NeverConnected, Events.Count: 0 } => "The program has to connect to the host and port from its command line.",
        { Failure.Kind: FailureKind.Died, Events.Count: 0 } => "Look at the program's output: it ended before it received anything.",
        { Failure: { Kind: FailureKind.ClosedEarly, IsCloseFailure: true } } early when side == Side.Server && early.Events.Any(static one => one is { Kind: WireEventKind.Receive, Direction: Direction.ToClient }) =>
            "The answers are right, but then the program closes: receive in a loop until recv returns nothing, and close only then.",
        { Fault: null, Failure.Kind: FailureKind.NoAnswer } silent when side == Side.Server && silent.Events.Any(static one => one.Kind == WireEventKind.Send) && silent.Events.All(static one => one.Kind != WireEventKind.Accept) =>
            $"{outcome.Case.Hint} Answer as soon as the message is complete: the client waits for the answer before it continues.",
        { Fault: { } fault } when Perturbation.Of(fault) is { } perturbation => perturbation.Hint,
        _ => outcome.Case.Hint,
    };

    /// <summary>The output of a program: the first and the last lines, without terminal control sequences.</summary>
    internal static IEnumerable<string> OutputLines(string text, int most = MaxOutputLines)
    {
        var lines = Escape.ForTerminal(Encoding.UTF8.GetBytes(text.TrimEnd()), multiline: true).ReplaceLineEndings("\n").Split('\n');
        var shown = lines.Length <= most ? lines : [.. lines.Take(most / 4), $"[{lines.Length - most} lines more]", .. lines.TakeLast(most - (most / 4))];
        return text.Length == 0 ? [] : shown.Select(static line => line.Length <= 160 ? line : $"{line[..160]}… [{line.Length - 160} characters more]");
    }

    private static string Summary(CaseResult failed)
    {
        var finding = failed.Finding is { } found ? $": {found.What}" : "";
        var fault = failed.Fault is { } done ? $" (with --fault {done})" : "";
        return $"{Of(failed.Failure!.Kind)}: {failed.Failure.Message}{finding}{fault}";
    }
}
