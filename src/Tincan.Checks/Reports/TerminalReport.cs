using Tincan.Checks.Cases;
using Tincan.Checks.Running;
using Tincan.Drawing;

namespace Tincan.Checks.Reports;

/// <summary>For people: a line for each case as it finishes, then the first failure in full, and the others in short.</summary>
/// <param name="output">The output.</param>
/// <param name="options">The width and the colours; null for 80 columns without colours.</param>
/// <param name="isFull">Whether to report every failure in full. Defaults to false.</param>
public sealed class TerminalReport(TextWriter output, LadderOptions? options = null, bool isFull = false) : ICheckReport
{
    /// <summary>How many causes after the first to report in a few lines, and how many after those by name.</summary>
    private const int MaxBrief = 4;
    private const int MaxNamed = 8;

    private readonly LadderOptions _options = options ?? new LadderOptions();
    private readonly FailureText _story = new(options ?? new LadderOptions());
    private int _notes;

    /// <inheritdoc/>
    public void Begin(CheckRecord head, int cases)
    {
        output.WriteLine($"{Ink(head.Suite.Name, LadderInk.Event)}: {head.Suite.Description}");
        var lines = head.Suite.HasLines ? $"lines end as {head.Options.Dialect.Word()}, " : "";
        output.WriteLine(Ink($"{Escape.ForTerminal(head.Target)} ({lines}seed {head.Options.Seed})", LadderInk.Faint));
        Notes(head.Notes);
        _notes = head.Notes.Count;
        output.WriteLine();
        output.WriteLine(Ink("content  ending   case", LadderInk.Faint));
        output.Flush();
    }

    /// <inheritdoc/>
    public void Add(CaseOutcome outcome)
    {
        var why = outcome is { Verdict: Verdict.Passed, IsKnownFailing: true } ? "is listed as known to fail" : ReportText.Brief(outcome);
        var forgiven = ReportText.WhyAllowed(outcome) is null ? "" : outcome.IsKnownFailing ? " (known)" : outcome.IsFlaky ? " (flaky)" : " (SHOULD)";
        var seconds = outcome.Duration.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        var notes = why.Length > 0 ? $": {why}{forgiven}" : "";
        output.WriteLine(
            $"{Word(outcome, outcome.Content)}  {Word(outcome, outcome.Ending)}  {outcome.Case.Id}{Ink(notes, LadderInk.Warning)} {Ink($"{seconds} s", LadderInk.Faint)}");
        output.Flush();
    }

    /// <inheritdoc/>
    public void End(CheckRecord record)
    {
        if (record.Notes.Skip(_notes).ToList() is { Count: > 0 } late)
        {
            output.WriteLine();
            Notes(late);
        }

        var causes = Cause.Of(record);
        if (causes is [var most, _, ..])
        {
            output.WriteLine();
            output.WriteLine($"{Ink(most.First.FailsCheck ? "Fix first:" : "All that is required passes. Look first at:", LadderInk.Event)} {most.First.Number}. {most.First.Case.Id} ({ReportText.Of(most.First.Case.Level)})");
        }

        if (isFull)
        {
            All(causes, record);
        }
        else
        {
            Short(causes, record);
        }

        output.WriteLine();
        if (record.Cases.Count(static one => one.IsSameStartFailure) is var others and > 0)
        {
            output.WriteLine($"the program was not started again for the other {others}");
        }

        foreach (var one in record.Cases.Where(static one => one is { IsKnownFailing: true, Verdict: Verdict.Passed }))
        {
            output.WriteLine($"{one.Case.Id} passes, though it is listed as known to fail: remove it from the list (--update)");
        }

        if (record.WhyIncomplete is { } broken)
        {
            output.WriteLine(Ink($"not checked to the end: {Escape.ForTerminal(broken)}", LadderInk.Fault));
        }

        if (record.Hidden is { } hidden)
        {
            output.WriteLine(Ink(ReportText.Of(hidden), hidden.FailsCheck ? LadderInk.Fault : LadderInk.Faint));
        }

        output.WriteLine(Ink(string.Create(CultureInfo.InvariantCulture, $"{record.Score} of {record.MaxScore} points, in {record.Duration.TotalSeconds:0.0} s"), LadderInk.Faint));
        output.WriteLine(Ink(ReportText.Counts(record), record.HasPassed ? LadderInk.Server : LadderInk.Fault));
        output.Flush();
    }

    /// <summary>What was found out about the program, before the cases or while they ran.</summary>
    private void Notes(IEnumerable<string> notes)
    {
        foreach (var line in notes.SelectMany(note => Columns.Wrap($"- {Escape.ForTerminal(note)}", _options.Width)))
        {
            output.WriteLine(Ink(line, LadderInk.Warning));
        }
    }

    /// <summary>Reports every failure in full.</summary>
    private void All(IReadOnlyList<Cause> causes, CheckRecord record)
    {
        foreach (var outcome in causes.SelectMany(static cause => cause.Others.Prepend(cause.First)).Where(static one => !one.IsSameStartFailure).OrderBy(static one => one.Number))
        {
            output.WriteLine();
            _story.Write(output, outcome, record);
        }
    }

    /// <summary>Reports the first cause in full, the next ones in a few lines, and the rest by name: about two screens.</summary>
    private void Short(IReadOnlyList<Cause> causes, CheckRecord record)
    {
        foreach (var (index, cause) in causes.Take(1 + MaxBrief).Index())
        {
            output.WriteLine();
            if (index == 0)
            {
                _story.Write(output, cause, record);
            }
            else
            {
                _story.WriteBrief(output, cause, record);
            }
        }

        var named = causes.Skip(1 + MaxBrief).ToList();
        if (named.Count > 0)
        {
            output.WriteLine();
            output.WriteLine($"{named.Count} more to look at after that: {string.Join(", ", named.Take(MaxNamed).Select(static cause => $"{cause.First.Number} {ReportText.Brief(cause.First)}"))}{(named.Count > MaxNamed ? ", …" : "")}");
        }

        if (causes.Count > 1 || causes.Any(static cause => cause.Others.Any(static one => !one.IsSameStartFailure)))
        {
            output.WriteLine();
            output.WriteLine(Ink("--all reports every failure in full, with its ladder", LadderInk.Faint));
        }
    }

    private string Word(CaseOutcome outcome, PartVerdict verdict) => verdict switch
    {
        PartVerdict.Passed => Ink("pass   ", LadderInk.Server),
        PartVerdict.Failed => Ink("FAIL   ", outcome.FailsCheck ? LadderInk.Fault : LadderInk.Warning),
        _ => Ink("-      ", LadderInk.Faint),
    };

    private string Ink(string text, LadderInk ink) => text.Length == 0 ? text : _options.Style(text, ink);
}
