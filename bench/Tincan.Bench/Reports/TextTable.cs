using Tincan.Bench.Measuring;

namespace Tincan.Bench.Reports;

/// <summary>What was measured, for a terminal.</summary>
internal static class TextTable
{
    public static string Write(IReadOnlyList<Outcome> outcomes)
    {
        var text = new StringBuilder();
        foreach (var row in outcomes.GroupBy(static outcome => outcome.Row))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{row.Key.Name}: {row.Key.Work}; ratios to {row.Key.Baseline}\n");
            Append(text, "", [.. row.Key.Figures.Select(static figure => figure.Name)], ["server", "load"]);
            foreach (var outcome in row)
            {
                Append(
                    text,
                    outcome.Contender.Name,
                    [.. row.Key.Figures.Select(figure => Both(outcome, figure))],
                    [Number.Write(outcome.Value(static sample => sample.ServerBusy), "0.00"), Number.Write(outcome.Value(static sample => sample.LoadBusy), "0.00")],
                    outcome.IsLoadTheLimit ? "* the load was the limit" : "");
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, string[] figures, string[] busy, string note = "")
    {
        text.Append(CultureInfo.InvariantCulture, $"  {name,-26}");
        Array.ForEach(figures, figure => text.Append(CultureInfo.InvariantCulture, $"{figure,34}"));
        Array.ForEach(busy, figure => text.Append(CultureInfo.InvariantCulture, $"{figure,8}"));
        text.Append(CultureInfo.InvariantCulture, $" {note}").TrimEnd().Append('\n');
    }

    private static string Both(Outcome outcome, Figure figure) =>
        $"{Number.Write(outcome.Value(figure.Of), figure.Format)}  {(outcome.IsBaseline ? "1" : Number.Write(outcome.Ratio(figure)))}";

    private static StringBuilder TrimEnd(this StringBuilder text)
    {
        while (text.Length > 0 && text[^1] == ' ')
        {
            text.Length--;
        }

        return text;
    }
}
