using Tincan.Bench.Measuring;

namespace Tincan.Bench.Reports;

/// <summary>What was measured, for programs: every run, and what they come to.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Write(IReadOnlyList<Outcome> outcomes, BenchOptions options, IReadOnlyDictionary<string, string> machine) => JsonSerializer.Serialize(
        new
        {
            Machine = machine,
            options.Rounds,
            options.Seconds,
            options.Warm,
            Rows = outcomes.Select(static outcome => new
            {
                Row = outcome.Row.Name,
                outcome.Row.Work,
                Contender = outcome.Contender.Name,
                outcome.Row.Baseline,
                outcome.IsLoadTheLimit,
                Figures = outcome.Row.Figures.Select(figure => new { figure.Name, Median = outcome.Value(figure.Of), Ratio = outcome.Ratio(figure) }),
                outcome.Samples,
            }),
        },
        Style) + "\n";
}
