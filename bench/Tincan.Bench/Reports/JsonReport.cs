using Tincan.Bench.Measuring;

namespace Tincan.Bench.Reports;

/// <summary>The figures for programs: the medians' ratios, and every run that they come from.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Write(IReadOnlyList<Figures> figures, BenchOptions options) => JsonSerializer.Serialize(
        new
        {
            options.Rounds,
            options.Seconds,
            options.Warm,
            Figures = figures.Select(static row => new
            {
                Part = row.Part.Name,
                Server = row.Peer.Name,
                row.RateRatio,
                Rival = row.Part.Rival.Name,
                row.OfRival,
                row.ProcessorRatio,
                row.Runs,
            }),
        },
        Style) + "\n";
}
