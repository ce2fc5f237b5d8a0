namespace Tincan;

/// <summary>
/// Keeps work on the caller's synchronization context where .NET by itself would go to the thread pool. Programs have no such context, and nothing changes
/// for them. A simulation has one: it runs everything on one thread and moves its clock when nothing is left to run, so it must see all work there is.
/// </summary>
public static class Scheduling
{
    /// <summary>Cancels a source, and runs what was registered with it on the caller's context, not on the caller's stack.</summary>
    public static async Task CancelOnContextAsync(this CancellationTokenSource source)
    {
        await Task.Yield();
        source.Cancel();
    }

    /// <summary>
    /// The same task, as one that <see cref="Task.WaitAsync(CancellationToken)"/>, <see cref="Task.WhenAny(Task[])"/> and <see cref="Task.WhenAll(Task[])"/>
    /// do not take to the thread pool: they do so with a task that runs its continuations asynchronously, as a delay that is cancelled does.
    /// </summary>
    public static async Task OnContext(this Task task) => await task;

    /// <summary>Waits until a task is over, however it ends.</summary>
    public static async Task EndAsync(this Task task) =>
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    /// <summary>Waits until a task is over, however it ends, but not for longer than some time.</summary>
    /// <param name="task">The task.</param>
    /// <param name="limit">How long.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Gives up waiting, without an exception.</param>
    /// <returns>Whether it is over.</returns>
    public static async Task<bool> EndsWithinAsync(this Task task, TimeSpan limit, TimeProvider time, CancellationToken cancel = default)
    {
        await task.OnContext().WaitAsync(limit, time, cancel).EndAsync();
        return task.IsCompleted;
    }

    /// <summary>Does something that the context cannot see, such as a write to a file, and tells the context so.</summary>
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
