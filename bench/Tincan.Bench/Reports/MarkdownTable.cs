using Tincan.Bench.Measuring;

namespace Tincan.Bench.Reports;

/// <summary>What was measured in one group of rows, for a page: the baseline's figures, and what the others are of them.</summary>
internal static class MarkdownTable
{
    public static string Write(IReadOnlyList<Outcome> group)
    {
        var baseline = group[0].Row.Baseline;
        var others = group.Select(static outcome => outcome.Contender.Name).Distinct().Where(name => name != baseline).ToList();
        var text = new StringBuilder();
        AppendLine(text, ["work", "", baseline, .. others]);
        AppendLine(text, [.. Enumerable.Repeat("---", others.Count + 3)]);
        foreach (var row in group.GroupBy(static outcome => outcome.Row))
        {
            foreach (var (number, figure) in row.Key.Figures.Index())
            {
                AppendLine(
                    text,
                    [
                        number == 0 ? row.Key.Work : "",
                        figure.Name,
                        Cell(row.SingleOrDefault(static outcome => outcome.IsBaseline), outcome => Number.Write(outcome.Value(figure.Of), figure.Format)),
                        .. others.Select(name => Cell(row.SingleOrDefault(outcome => outcome.Contender.Name == name), outcome => Compared(outcome, figure))),
                    ]);
            }
        }

        return text.ToString();
    }

    private static string Compared(Outcome outcome, Figure figure)
    {
        var (value, ratio) = (Number.Write(outcome.Value(figure.Of), figure.Format), Number.Write(outcome.Ratio(figure)));
        return figure.Shown switch
        {
            Shown.Ratio => ratio,
            Shown.Value => value,
            _ => $"{value}: {ratio}",
        };
    }

    private static string Cell(Outcome? outcome, Func<Outcome, string> write) => outcome is null ? Number.None : write(outcome) + (outcome.IsLoadTheLimit ? " \\*" : "");

    private static void AppendLine(StringBuilder text, string[] cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
