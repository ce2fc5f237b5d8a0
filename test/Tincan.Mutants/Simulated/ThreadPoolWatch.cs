using System.Diagnostics.Tracing;

namespace Tincan.Mutants.Simulated;

/// <summary>Watches all work that is queued to the thread pool, and reports it to the simulation that queued it.</summary>
internal sealed class ThreadPoolWatch : EventListener
{
    private const string PoolSource = "System.Diagnostics.Eventing.FrameworkEventSource";

    /// <summary>FrameworkEventSource.Keywords.ThreadPool.</summary>
    private const EventKeywords PoolKeyword = (EventKeywords)0x2;

    private ThreadPoolWatch()
    {
        // The thread pool enables its events when one of its threads starts work.
        using var noticed = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(static noticed => noticed.Set(), noticed, preferLocal: false);
        noticed.Wait();
    }

    public static ThreadPoolWatch Instance { get; } = new();

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource?.Name == PoolSource)
        {
            EnableEvents(eventSource, EventLevel.Verbose, PoolKeyword);
        }
    }

    /// <summary>Runs on the thread that queues the work.</summary>
    protected override void OnEventWritten(EventWrittenEventArgs eventData) => (SynchronizationContext.Current as Simulation)?.ReportThreadPoolUse();
}
