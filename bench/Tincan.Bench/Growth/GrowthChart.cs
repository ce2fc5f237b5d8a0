using Tincan.Bench.Measuring;

namespace Tincan.Bench.Growth;

/// <summary>How a figure changes while something grows.</summary>
/// <param name="Name">As the command line calls it, and its file.</param>
/// <param name="Title">What is shown.</param>
/// <param name="Grows">What grows.</param>
/// <param name="Figure">What is measured.</param>
/// <param name="Points">A row for each size.</param>
internal sealed record GrowthChart(string Name, string Title, string Grows, Figure Figure, IReadOnlyList<(double Size, Row Row)> Points)
{
    public string File => Name + ".svg";

    /// <summary>The chart of what was measured, as SVG.</summary>
    public string Draw(IReadOnlyList<Outcome> outcomes) => new Chart(Title, Grows, Figure.Name, [.. SeriesOf(outcomes)]).ToSvg();

    private IEnumerable<Series> SeriesOf(IReadOnlyList<Outcome> outcomes) => Points
        .SelectMany(point => outcomes.Where(outcome => outcome.Row.Name == point.Row.Name), static (point, outcome) => (point.Size, Outcome: outcome))
        .GroupBy(static point => point.Outcome.Contender.Name)
        .Select(group => new Series(
            group.Key,
            Math.Max(0, Array.IndexOf(GrowthList.Drawn, group.Key)),
            [.. group.Select(point => (point.Size, Value: point.Outcome.Value(Figure.Of) ?? 0)).Where(static point => point.Value > 0)]));
}
