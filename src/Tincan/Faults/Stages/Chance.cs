namespace Tincan.Faults.Stages;

/// <summary>
/// A random number generator that gives the same numbers for a seed in every version of .NET; <see cref="Random"/> does not promise that.
/// SplitMix64 (Steele, Lea and Flood, 2014).
/// </summary>
internal sealed class Chance
{
    private ulong _state;

    /// <summary>Each combination of these numbers gives its own sequence.</summary>
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

    /// <summary>Normally distributed, mean 0, standard deviation 1 (Box and Muller, 1958).</summary>
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
