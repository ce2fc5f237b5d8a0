using System.Collections.Concurrent;
using Tincan.Checks;

namespace Tincan.Mutants.Simulated;

/// <summary>
/// Runs work on one thread, with a clock and a network of its own. When nothing is left to run, the clock moves to the next timer. So waiting takes no time,
/// and each run is the same, however busy the machine is.
/// </summary>
/// <remarks>
/// The clock may only move when nothing is left to run. So work on the thread pool makes the run fail (<see cref="ThreadPoolWatch"/>), because its duration
/// would affect the result; <see cref="Scheduling"/> has methods that stay on the thread. The simulation waits for deliberate work outside, such as writing a
/// file.
/// </remarks>
internal sealed class Simulation : SynchronizationContext
{
    /// <summary>Work that waits longer than this never completes.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromHours(1);

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _toRun = new();

    /// <summary>Callbacks from other threads. They run only when nothing else is left; otherwise the order would depend on timing.</summary>
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _fromOutside = [];
    private readonly SimulatedClock _clock = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private int _outside;
    private string? _departure;

    private Simulation()
    {
    }

    public TimeProvider Time => _clock;

    public INetwork Network { get; } = new MemoryNetwork();

    /// <summary>Runs work until it completes.</summary>
    /// <param name="work">The work.</param>
    /// <exception cref="InvalidOperationException">The work can never complete, or has used the thread pool.</exception>
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

    /// <summary>The options of a check in this simulation.</summary>
    public CheckOptions Of(CheckOptions options) => options with { Time = Time, Network = Network };

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            _toRun.Enqueue((d, state));
            return;
        }

        ReportThreadPoolUse();
        _fromOutside.Add((d, state));
    }

    /// <summary>Reports that work has moved to the thread pool, or has come back from it.</summary>
    public void ReportThreadPoolUse()
    {
        if (Volatile.Read(ref _outside) == 0)
        {
            _departure ??= Environment.StackTrace;
        }
    }

    public override void OperationStarted() => _outside++;

    public override void OperationCompleted() => _outside--;

    private void RunUntil(Task end)
    {
        while (!end.IsCompleted)
        {
            ThrowIfDeparted();
            if (_toRun.TryDequeue(out var next))
            {
                next.Callback(next.State);
            }
            else if (_outside > 0)
            {
                _toRun.Enqueue(_fromOutside.Take());
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

        ThrowIfDeparted();
    }

    private void ThrowIfDeparted()
    {
        if (Volatile.Read(ref _departure) is { } place)
        {
            throw new InvalidOperationException($"work has left for the thread pool, where the simulation cannot see it:\n{place}");
        }
    }
}
