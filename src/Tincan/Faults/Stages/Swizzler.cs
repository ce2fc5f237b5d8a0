namespace Tincan.Faults;

/// <summary>
/// Stops connections one by one, and lets them go on one by one in another order (swizzle-clogging, of FoundationDB's simulation). Whoever
/// connects meanwhile takes part in the next round.
/// </summary>
internal sealed class Swizzler : IDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    private readonly Chance _chance;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly List<(FaultyLink Link, SwizzleStage Stage)> _all = [];
    private readonly Queue<FaultyLink> _toStop = new();
    private readonly Queue<FaultyLink> _toGoOn = new();

    public Swizzler(SwizzleFault fault, Chance chance, TimeProvider time)
    {
        // What a timer can be set to.
        var every = fault.Every < Shortest ? Shortest : fault.Every.Sooner(Longest);
        _chance = chance;
        _timer = time.CreateTimer(static swizzler => ((Swizzler)swizzler!).Turn(), this, every, every);
    }

    public void Add(FaultyLink link, SwizzleStage stage)
    {
        lock (_lock)
        {
            _all.Add((link, stage));
        }
    }

    public void Forget(FaultyLink link)
    {
        lock (_lock)
        {
            _all.RemoveAll(entry => entry.Link == link);
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>One connection more is stopped, or goes on.</summary>
    private void Turn()
    {
        FaultyLink? link;
        bool stops;
        SwizzleStage[] stages;
        lock (_lock)
        {
            if (_toStop.Count == 0 && _toGoOn.Count == 0)
            {
                Deal(_toStop);
                Deal(_toGoOn);
            }

            stops = _toStop.TryDequeue(out link);
            if (!stops && !_toGoOn.TryDequeue(out link))
            {
                return;
            }

            stages = [.. _all.Where(entry => entry.Link == link).Select(static entry => entry.Stage)];
        }

        link!.Step(() =>
        {
            foreach (var stage in stages)
            {
                if (stops)
                {
                    stage.Stop();
                }
                else
                {
                    stage.GoOn();
                }

                stage.Lane.Outlet.Flush();
            }
        });
    }

    private void Deal(Queue<FaultyLink> order)
    {
        var links = _all.Select(static entry => entry.Link).Distinct().OrderBy(static link => link.Number).ToArray();
        _chance.Shuffle(links.AsSpan());
        foreach (var link in links)
        {
            order.Enqueue(link);
        }
    }
}
