namespace Tincan.Reliability;

/// <summary>How long answers took.</summary>
internal sealed class Latencies
{
    private readonly Lock _lock = new();
    private readonly List<double> _milliseconds = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _milliseconds.Count;
            }
        }
    }

    public void Add(TimeSpan one)
    {
        lock (_lock)
        {
            _milliseconds.Add(one.TotalMilliseconds);
        }
    }

    /// <summary>The time within which a share of the answers came, in milliseconds.</summary>
    /// <param name="share">0 to 1: 0.99.</param>
    public double Quantile(double share)
    {
        lock (_lock)
        {
            if (_milliseconds.Count == 0)
            {
                return double.NaN;
            }

            _milliseconds.Sort();
            return _milliseconds[(int)Math.Min(_milliseconds.Count - 1, _milliseconds.Count * share)];
        }
    }

    public override string ToString() => $"median {Quantile(0.5):0.0} ms, p99 {Quantile(0.99):0.0} ms, worst {Quantile(1):0.0} ms";
}
