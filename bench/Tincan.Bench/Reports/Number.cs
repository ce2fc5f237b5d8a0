using Tincan.Bench.Measuring;

namespace Tincan.Bench.Reports;

/// <summary>Numbers as the tables have them.</summary>
internal static class Number
{
    public const string None = "–";

    public static string Write(double? value, string format) => value?.ToString(format) ?? None;

    /// <summary>A ratio, and how far its rounds are apart.</summary>
    public static string Write(Spread? ratio) => ratio switch
    {
        null => None,
        _ when ratio.Low == ratio.High => Ratio(ratio.Median),
        _ => $"{Ratio(ratio.Median)} ({Ratio(ratio.Low)}–{Ratio(ratio.High)})",
    };

    private static string Ratio(double value) => value.ToString(value < 10 ? "0.00" : "0.0");
}
