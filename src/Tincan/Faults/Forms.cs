using Tincan.Parsing.Forms;

namespace Tincan.Faults;

/// <summary>The value forms of fault settings.</summary>
internal static class Forms
{
    public static TimeForm Time { get; } = new(TimeSpan.Zero);

    public static TimeForm TimeAboveZero { get; } = new(TimeSpan.FromTicks(1));

    public static RateForm Rate { get; } = new();

    public static ChanceForm Chance { get; } = new();

    public static PatternForm Pattern { get; } = new();

    public static RangeForm Numbers(int from) => new(from);

    public static NumberForm<int> Number(int least) => new(least);

    public static NumberForm<long> LongNumber(int least) => new(least);

    public static WordForm<T> Word<T>(params (string Word, T Value)[] words)
        where T : struct, Enum => new(words);
}
