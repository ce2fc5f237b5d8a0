namespace Tincan.Bench.Measuring;

/// <summary>All runs of one part against one server, and what they come to.</summary>
internal sealed class Figures(Part part, Peer peer, IReadOnlyList<Run> runs, IReadOnlyList<Run> baseline, IReadOnlyList<Run> rival)
{
    public Part Part { get; } = part;

    public Peer Peer { get; } = peer;

    public IReadOnlyList<Run> Runs { get; } = runs;

    /// <summary>The rate as a part of the baseline's in the same round; the median of the rounds.</summary>
    public double? RateRatio => Middle(Runs.Zip(baseline, static (run, bare) => run.Rate / bare.Rate));

    /// <summary>The rate as a multiple of the rival's in the same round; the median of the rounds. Null if the rival did not run.</summary>
    public double? OfRival => Middle(Runs.Zip(rival, static (run, other) => run.Rate / other.Rate));

    /// <summary>The processor time of a message as a multiple of the baseline's in the same round; the median of the rounds.</summary>
    public double? ProcessorRatio => Middle(Runs.Zip(baseline, static (run, bare) => run.Processor / bare.Processor));

    /// <summary>The median of one figure over all runs; null if it was not measured.</summary>
    public double? Median(Func<Run, double?> figure) => Middle(Runs.Select(figure));

    private static double? Middle(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToList();
        return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
