using System.Diagnostics.Tracing;

namespace Tincan.Mutants.Simulated;

/// <summary>Hears of all that is given to the thread pool of this process, and tells a simulation when it has done so.</summary>
internal sealed class ThreadPoolWatch : EventListener
{
    private const string PoolSource = "System.Diagnostics.Eventing.FrameworkEventSource";

    /// <summary>FrameworkEventSource.Keywords.ThreadPool.</summary>
    private const EventKeywords PoolKeyword = (EventKeywords)0x2;

    private ThreadPoolWatch()
    {
        // The pool notices that somebody listens when a thread of it begins to work.
        using var noticed = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(static noticed => noticed.Set(), noticed, preferLocal: false);
        noticed.Wait();
    }

    /// <summary>The only one.</summary>
    public static ThreadPoolWatch Instance { get; } = new();

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource?.Name == PoolSource)
        {
            EnableEvents(eventSource, EventLevel.Verbose, PoolKeyword);
        }
    }

    /// <summary>Called on the thread that gives the work to the pool.</summary>
    protected override void OnEventWritten(EventWrittenEventArgs eventData) => (SynchronizationContext.Current as Simulation)?.ReportThreadPoolUse();
}
