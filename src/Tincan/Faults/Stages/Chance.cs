namespace Tincan.Faults.Stages;

/// <summary>
/// Chance from a seed: the same seed gives the same numbers in every version of .NET, which its own generator does not promise. SplitMix64
/// (Steele, Lea and Flood, 2014).
/// </summary>
internal sealed class Chance
{
    private ulong _state;

    /// <summary>A chance of its own for each combination of these numbers.</summary>
    public Chance(params ReadOnlySpan<long> seeds)
    {
        foreach (var seed in seeds)
        {
            _state ^= (ulong)seed;
            _state = Next();
        }
    }

    public ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>At least 0 and below 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>At least 0 and below the bound.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Normally distributed around 0 with deviation 1 (Box and Muller, 1958).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = Below(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
