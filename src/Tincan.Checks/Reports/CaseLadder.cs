using Tincan.Checks.Cases;
using Tincan.Drawing;

namespace Tincan.Checks.Reports;

/// <summary>The ladder of a run. The middle of a long one is left out, and a repeated fault is shown once.</summary>
internal static class CaseLadder
{
    /// <summary>How many rows of a long ladder to show.</summary>
    public const int MaxRows = 60;

    public static void Write(TextWriter output, CaseResult run, LadderOptions options, int most = MaxRows)
    {
        string[] lines = [.. Ladder.Draw(MergeRepeats(run.Events), options)];
        var shown = lines.Length <= most ? lines : [.. lines.Take(most / 3), $"[{lines.Length - most} rows more]", .. lines.TakeLast(most - (most / 3))];
        foreach (var line in shown)
        {
            output.WriteLine(line);
        }
    }

    public static string Text(CaseResult run)
    {
        using var text = new StringWriter { NewLine = "\n" };
        Write(text, run, new LadderOptions());
        return text.ToString();
    }

    /// <summary>Merges faults with the same text that follow each other.</summary>
    public static IEnumerable<WireEvent> MergeRepeats(IReadOnlyList<WireEvent> events)
    {
        for (var index = 0; index < events.Count; index++)
        {
            var first = events[index];
            var times = 1;
            while (first.Kind == WireEventKind.Fault && index + 1 < events.Count && IsSame(first, events[index + 1]))
            {
                index++;
                times++;
            }

            yield return times == 1 ? first : first with { Text = string.Create(CultureInfo.InvariantCulture, $"{first.Text} ({times} times)") };
        }
    }

    private static bool IsSame(WireEvent one, WireEvent next) =>
        (next.Kind, next.Connection, next.Direction, next.Fault, next.Text) == (one.Kind, one.Connection, one.Direction, one.Fault, one.Text);
}
