namespace Tincan.Reliability;

/// <summary>The straight line that lies nearest to what was measured (least squares).</summary>
/// <param name="Mean">The mean of what was measured.</param>
/// <param name="Rise">How much the line rises from the first measurement to the last, as a share of the mean.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Line(double Mean, double Rise)
{
    public static Line Through(IReadOnlyList<(TimeSpan At, double Value)> samples)
    {
        var (middle, mean) = (samples.Average(static one => one.At.TotalSeconds), samples.Average(static one => one.Value));
        var spread = samples.Sum(one => Math.Pow(one.At.TotalSeconds - middle, 2));
        var slope = spread == 0 ? 0 : samples.Sum(one => (one.At.TotalSeconds - middle) * (one.Value - mean)) / spread;
        return new Line(mean, slope * (samples[^1].At - samples[0].At).TotalSeconds / mean);
    }
}
