using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

/// <summary>
/// Stops connections one by one, and resumes them one by one in another order (swizzle-clogging, from FoundationDB's simulation). A connection
/// that opens during a round takes part in the next one.
/// </summary>
internal sealed class Swizzler : IDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    private readonly Chance _chance;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly List<SwizzleStage> _all = [];
    private readonly Queue<int> _toStop = new();
    private readonly Queue<int> _toGoOn = new();

    public Swizzler(SwizzleFault fault, Chance chance, TimeProvider time)
    {
        // A timer's range.
        var every = fault.Every < Shortest ? Shortest : fault.Every.Sooner(Longest);
        _chance = chance;
        _timer = time.CreateTimer(static swizzler => ((Swizzler)swizzler!).Turn(), this, every, every);
    }

    public void Add(SwizzleStage stage)
    {
        lock (_lock)
        {
            _all.Add(stage);
        }
    }

    /// <summary>Removes a closed connection.</summary>
    public void Forget(int connection)
    {
        lock (_lock)
        {
            _all.RemoveAll(stage => stage.Context.Connection == connection);
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Stops or resumes the next connection.</summary>
    private void Turn()
    {
        int connection;
        bool stops;
        SwizzleStage[] stages;
        lock (_lock)
        {
            if (_toStop.Count == 0 && _toGoOn.Count == 0)
            {
                Deal(_toStop);
                Deal(_toGoOn);
            }

            stops = _toStop.TryDequeue(out connection);
            if (!stops && !_toGoOn.TryDequeue(out connection))
            {
                return;
            }

            stages = [.. _all.Where(stage => stage.Context.Connection == connection)];
        }

        stages.FirstOrDefault()?.Context.Step(() =>
        {
            foreach (var stage in stages)
            {
                if (stops)
                {
                    stage.Stop();
                }
                else
                {
                    stage.Resume();
                }

                stage.Context.Flush();
            }
        });
    }

    private void Deal(Queue<int> order)
    {
        var connections = _all.Select(static stage => stage.Context.Connection).Distinct().Order().ToArray();
        _chance.Shuffle(connections.AsSpan());
        foreach (var connection in connections)
        {
            order.Enqueue(connection);
        }
    }
}
