using System.Globalization;
using Tincan.Framing;
using Tincan.Recording.Drawing;

namespace Tincan.Checks;

/// <summary>For people: a line a case as it is known, and then each failure in full.</summary>
/// <param name="output">Where to.</param>
/// <param name="options">How wide it may be, and its colours; null for 80 columns without colours.</param>
public sealed class TerminalReport(TextWriter output, LadderOptions? options = null) : ICheckReport
{
    private readonly LadderOptions _options = options ?? new LadderOptions();

    /// <inheritdoc/>
    public void Begin(CheckRecord head, int cases)
    {
        ArgumentNullException.ThrowIfNull(head);
        output.WriteLine($"{Ink(head.Suite.Name, LadderInk.Event)}: {head.Suite.About}");
        var lines = head.Suite.HasLines ? $"lines end as {head.Options.Dialect.Word()}, " : "";
        output.WriteLine(Ink($"{Visible.Text(head.Subject)} ({lines}seed {head.Options.Seed})", LadderInk.Faint));
        foreach (var line in head.Notes.SelectMany(note => Columns.Wrap($"- {Visible.Text(note)}", _options.Width)))
        {
            output.WriteLine(Ink(line, LadderInk.Warning));
        }

        output.WriteLine();
        output.WriteLine(Ink("content  ending   case", LadderInk.Faint));
        output.Flush();
    }

    /// <inheritdoc/>
    public void Take(CaseOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var why = outcome is { Status: CaseStatus.Passed, IsKnownFailing: true } ? "is listed as known to fail" : CheckWords.Brief(outcome);
        var forgiven = CheckWords.Forgiven(outcome) is null ? "" : outcome.IsKnownFailing ? " (known)" : " (SHOULD)";
        var seconds = outcome.Duration.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        var notes = why.Length > 0 ? $": {why}{forgiven}" : "";
        output.WriteLine(
            $"{Word(outcome, outcome.Content)}  {Word(outcome, outcome.Ending)}  {outcome.Case.Id}{Ink(notes, LadderInk.Warning)} {Ink($"{seconds} s", LadderInk.Faint)}");
        output.Flush();
    }

    /// <inheritdoc/>
    public void End(CheckRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var story = new FailureStory(_options);
        CaseOutcome? before = null;
        var same = new List<CaseOutcome>();
        foreach (var outcome in record.Cases.Where(static one => one is { Status: CaseStatus.Failed or CaseStatus.Broken, IsAsFirst: false }))
        {
            if (IsSame(before, outcome))
            {
                same.Add(outcome);
                continue;
            }

            before ??= outcome;
            output.WriteLine();
            story.Write(output, outcome, record);
        }

        output.WriteLine();
        if (same.Count > 0)
        {
            output.WriteLine($"in {same.Count} more the same happened as in {before!.Number}");
        }

        if (record.Cases.Count(static one => one.IsAsFirst) is var others and > 0)
        {
            output.WriteLine($"the program was not started again for the other {others}");
        }

        foreach (var one in record.Cases.Where(static one => one is { IsKnownFailing: true, Status: CaseStatus.Passed }))
        {
            output.WriteLine($"{one.Case.Id} passes, though it is listed as known to fail: take it off the list (--update)");
        }

        if (record.Broken is { } broken)
        {
            output.WriteLine(Ink($"not checked to the end: {Visible.Text(broken)}", LadderInk.Fault));
        }

        if (record.Cases.Where(static one => one.Status == CaseStatus.Failed).Take(2).ToList() is [var first, _])
        {
            output.WriteLine($"begin with {first.Number}: what is wrong there is often what is wrong in those behind it");
        }

        var (score, most) = (record.Cases.Sum(static one => one.Score), record.Cases.Sum(static one => one.MaxScore));
        output.WriteLine(Ink(string.Create(CultureInfo.InvariantCulture, $"{score} of {most} points, in {record.Duration.TotalSeconds:0.0} s"), LadderInk.Faint));
        output.WriteLine(Ink(CheckWords.Counts(record), record.IsMet ? LadderInk.Server : LadderInk.Fault));
        output.Flush();
    }

    /// <summary>It failed before anything was said, and in just the same way: then there is nothing to add.</summary>
    private static bool IsSame(CaseOutcome? first, CaseOutcome outcome) =>
        first?.Failed is { Events.Count: 0 } told && outcome.Failed is { Events.Count: 0 } run
        && (told.Failure!.Kind, told.Failure.Message, told.Talk) == (run.Failure!.Kind, run.Failure.Message, run.Talk);

    private string Word(CaseOutcome outcome, Verdict verdict) => verdict switch
    {
        Verdict.Passed => Ink("pass   ", LadderInk.Server),
        Verdict.Failed => Ink("FAIL   ", outcome.Spoils ? LadderInk.Fault : LadderInk.Warning),
        _ => Ink("-      ", LadderInk.Faint),
    };

    private string Ink(string text, LadderInk ink) => text.Length == 0 ? text : _options.Style(text, ink);
}
