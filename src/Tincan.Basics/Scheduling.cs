namespace Tincan;

/// <summary>
/// Keeps work on the caller's synchronization context where .NET would use the thread pool. Programs have no such context, so nothing changes for them. A
/// simulation has one: it runs everything on one thread and advances its clock when nothing is left to run, so it must see all work.
/// </summary>
public static class Scheduling
{
    /// <summary>Work to run after the current events; null on a thread that is not an event loop's.</summary>
    [ThreadStatic]
    private static Queue<IThreadPoolWorkItem>? _afterEvents;

    /// <summary>
    /// Runs work once after the current events of this thread, for example one send for the questions that they caused. Runs it now if this is not the thread of an
    /// event loop.
    /// </summary>
    public static void AfterEvents(IThreadPoolWorkItem work)
    {
        if (_afterEvents is { } later)
        {
            later.Enqueue(work);
        }
        else
        {
            work.Execute();
        }
    }

    /// <summary>Makes this the thread of an event loop. It calls <see cref="EndEvents"/> after each batch of events.</summary>
    public static void TakesEvents() => _afterEvents = new();

    /// <summary>Runs the deferred work.</summary>
    public static void EndEvents()
    {
        while (_afterEvents!.TryDequeue(out var work))
        {
            work.Execute();
        }
    }

    /// <summary>Cancels a source, and runs its callbacks on the caller's context, not on the caller's stack.</summary>
    public static async Task CancelOnContextAsync(this CancellationTokenSource source)
    {
        await Task.Yield();
        source.Cancel();
    }

    /// <summary>
    /// A task that completes with another one, on the context. <see cref="Task.WaitAsync(CancellationToken)"/>, <see cref="Task.WhenAny(Task[])"/> and
    /// <see cref="Task.WhenAll(Task[])"/> move to the thread pool if a task runs its continuations asynchronously, for instance a cancelled delay.
    /// </summary>
    public static async Task OnContext(this Task task) => await task;

    /// <summary>Waits for a task to complete, even with an exception.</summary>
    public static async Task EndAsync(this Task task) =>
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    /// <summary>Waits for a task to complete, even with an exception, until a timeout.</summary>
    /// <param name="task">The task.</param>
    /// <param name="timeout">The timeout.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Stops waiting, without an exception.</param>
    /// <returns>Whether the task has completed.</returns>
    public static async Task<bool> EndsWithinAsync(this Task task, TimeSpan timeout, TimeProvider time, CancellationToken cancel = default)
    {
        await task.OnContext().WaitAsync(timeout, time, cancel).EndAsync();
        return task.IsCompleted;
    }

    /// <summary>Does work that the context cannot see, such as a write to a file, and notifies the context of its beginning and end.</summary>
    public static async Task OutsideContext(Func<Task> work)
    {
        var context = SynchronizationContext.Current;
        context?.OperationStarted();
        try
        {
            await work();
        }
        finally
        {
            context?.OperationCompleted();
        }
    }
}
