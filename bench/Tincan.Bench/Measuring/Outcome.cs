namespace Tincan.Bench.Measuring;

/// <summary>All runs of one contender in one row, and those of the row's baseline in the same rounds.</summary>
internal sealed record Outcome(Row Row, Contender Contender, IReadOnlyList<Sample> Samples, IReadOnlyList<Sample> Baseline)
{
    private const double ServerIdles = 0.9;
    private const double LoadIsFull = 0.95;

    public bool IsBaseline => Contender.Name == Row.Baseline;

    /// <summary>The load had no time left and the server had: it may be faster than this.</summary>
    public bool IsLoadTheLimit => Value(static sample => sample.ServerBusy) < ServerIdles && Value(static sample => sample.LoadBusy) > LoadIsFull;

    /// <summary>The median of a figure.</summary>
    public double? Value(Func<Sample, double?> figure) => Spread.Of(Samples.Select(figure))?.Median;

    /// <summary>A figure as a multiple of the baseline's in the same round.</summary>
    public Spread? Ratio(Figure figure) => Spread.Of(Samples.Zip(Baseline, (own, other) => figure.Of(own) / figure.Of(other)).Where(static ratio => ratio is { } one && double.IsFinite(one)));
}

/// <summary>The middle of some values, and how far they are apart.</summary>
/// <param name="Median">The median.</param>
/// <param name="Low">The lower quartile; of fewer than five values the smallest.</param>
/// <param name="High">The upper quartile; of fewer than five values the largest.</param>
internal sealed record Spread(double Median, double Low, double High)
{
    private const int FewestForQuartiles = 5;

    public static Spread? Of(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToList();
        var edge = sorted.Count < FewestForQuartiles ? 0 : 0.25;
        return sorted.Count == 0 ? null : new(Quantile(sorted, 0.5), Quantile(sorted, edge), Quantile(sorted, 1 - edge));
    }

    private static double Quantile(List<double> sorted, double part)
    {
        var position = part * (sorted.Count - 1);
        var below = (int)position;
        return sorted[below] + ((sorted[Math.Min(below + 1, sorted.Count - 1)] - sorted[below]) * (position - below));
    }
}
