using System.Collections.Concurrent;
using Tincan.Checks;
using Tincan.Wires;

namespace Tincan.Mutants.Simulated;

/// <summary>
/// Work with a clock and a network of its own, all on one thread: when nothing is left to run, the clock moves to the next timer. So waiting takes no time, and
/// every run is the same, however busy the machine is.
/// </summary>
/// <remarks>
/// The clock may only move when really nothing is left. So work that leaves for the thread pool fails the run (<see cref="ThreadPoolWatch"/>), because the result would
/// depend on how fast it comes back; <see cref="Scheduling"/> has what stays. What happens outside on purpose, such as a write to a file, is waited for.
/// </remarks>
internal sealed class Simulation : SynchronizationContext
{
    /// <summary>Work that waits for longer will not end.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromHours(1);

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _toRun = new();

    /// <summary>What came back from outside, which is looked at when nothing else is left: otherwise the order would depend on how long it took.</summary>
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _cameBack = [];
    private readonly SimulatedClock _clock = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private int _outside;
    private string? _left;

    private Simulation()
    {
    }

    public TimeProvider Time => _clock;

    public INetwork Network { get; } = new MemoryNetwork();

    /// <summary>Runs work to its end.</summary>
    /// <param name="work">The work.</param>
    /// <exception cref="InvalidOperationException">It can never end, or has left for the thread pool.</exception>
    public static T Run<T>(Func<Simulation, Task<T>> work)
    {
        var before = Current;
        var simulation = new Simulation();
        _ = ThreadPoolWatch.Instance;
        SetSynchronizationContext(simulation);
        try
        {
            var running = work(simulation);
            simulation.RunUntil(running);
            return running.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <inheritdoc cref="Run{T}"/>
    public static void Run(Func<Simulation, Task> work) => Run(async simulation =>
    {
        await work(simulation);
        return true;
    });

    /// <summary>The options of a check that runs here.</summary>
    public CheckOptions Of(CheckOptions options) => options with { Time = Time, Network = Network };

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            _toRun.Enqueue((d, state));
            return;
        }

        ReportThreadPoolUse();
        _cameBack.Add((d, state));
    }

    /// <summary>Work has gone to the thread pool, or has come back from there.</summary>
    public void ReportThreadPoolUse()
    {
        if (Volatile.Read(ref _outside) == 0)
        {
            _left ??= Environment.StackTrace;
        }
    }

    public override void OperationStarted() => _outside++;

    public override void OperationCompleted() => _outside--;

    private void RunUntil(Task end)
    {
        while (!end.IsCompleted)
        {
            ThrowIfLeft();
            if (_toRun.TryDequeue(out var next))
            {
                next.Callback(next.State);
            }
            else if (_outside > 0)
            {
                _toRun.Enqueue(_cameBack.Take());
            }
            else if (_clock.Now > MaxTime)
            {
                throw new InvalidOperationException($"the work has waited for {MaxTime.TotalMinutes:0} minutes of its time and does not end");
            }
            else if (!_clock.Advance())
            {
                throw new InvalidOperationException($"the work waits for something that never happens, at {_clock.Now.TotalSeconds:0.###} s of its time");
            }
        }

        ThrowIfLeft();
    }

    private void ThrowIfLeft()
    {
        if (Volatile.Read(ref _left) is { } place)
        {
            throw new InvalidOperationException($"work has left for the thread pool, where the simulation cannot see it:\n{place}");
        }
    }
}
