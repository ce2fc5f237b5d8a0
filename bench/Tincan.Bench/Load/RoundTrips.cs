using System.Diagnostics;

namespace Tincan.Bench.Load;

/// <summary>How long messages took there and back, one after the other.</summary>
internal sealed class RoundTrips
{
    /// <summary>Room for more than any run has, so that measuring does not move what was measured.</summary>
    private readonly List<double> _microseconds = new(1 << 20);

    private long _began;

    public void Begin() => _began = Stopwatch.GetTimestamp();

    public void End() => _microseconds.Add(Stopwatch.GetElapsedTime(_began).TotalMicroseconds);

    /// <summary>Forgets those so far.</summary>
    public void Clear() => _microseconds.Clear();

    /// <summary>What this part of them took at most; null if there were none.</summary>
    public double? Within(double part) => _microseconds.Count == 0
        ? null
        : _microseconds.Order().ElementAt((int)Math.Ceiling(part * _microseconds.Count) - 1);
}
