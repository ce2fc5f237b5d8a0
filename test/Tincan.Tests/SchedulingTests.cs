using Tincan.Tests.Support;

namespace Tincan.Tests;

/// <summary>All that follows happens on the test's own thread: a continuation that went to the thread pool would not be there yet.</summary>
public sealed class SchedulingTests
{
    private readonly OwnThread _thread = new();

    [Fact]
    public void Cancelling_runs_what_was_registered_on_the_context_and_not_inside_the_caller()
    {
        using var source = new CancellationTokenSource();
        var ranOn = 0;
        using var registration = source.Token.Register(() => ranOn = Environment.CurrentManagedThreadId);

        var cancelling = On(source.CancelOnContextAsync);

        Assert.Equal(0, ranOn);
        _thread.GoOn();
        Assert.Equal(Environment.CurrentManagedThreadId, ranOn);
        Assert.True(cancelling.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_task_that_runs_its_continuations_asynchronously_can_be_waited_for_on_the_context()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var never = new CancellationTokenSource();

        var waiting = On(async () => await Task.WhenAll(source.Task.OnContext()).WaitAsync(never.Token));
        source.SetResult();
        _thread.GoOn();

        Assert.True(waiting.IsCompletedSuccessfully);
    }

    [Fact]
    public void The_end_of_a_task_that_failed_is_waited_for_on_the_context()
    {
        var source = new TaskCompletionSource();

        var waiting = On(source.Task.EndAsync);
        _thread.Run(() => source.SetException(new InvalidOperationException("it failed")));
        _thread.GoOn();

        Assert.True(waiting.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_task_that_does_not_end_is_waited_for_no_longer_than_asked()
    {
        var clock = new FakeClock();
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var waiting = On(() => never.Task.EndsWithinAsync(TimeSpan.FromSeconds(1), clock));
        _thread.Run(() => clock.Advance(TimeSpan.FromSeconds(1)));
        _thread.GoOn();

        Assert.True(waiting is Task<bool> { IsCompletedSuccessfully: true, Result: false });
    }

    [Fact]
    public void Giving_up_to_wait_for_the_end_of_a_task_is_no_error()
    {
        using var giveUp = new CancellationTokenSource();
        var never = new TaskCompletionSource();

        var waiting = On(() => never.Task.EndsWithinAsync(TimeSpan.FromSeconds(1), new FakeClock(), giveUp.Token));
        _thread.Run(giveUp.Cancel);
        _thread.GoOn();

        Assert.True(waiting is Task<bool> { IsCompletedSuccessfully: true, Result: false });
    }

    [Fact]
    public void The_context_counts_what_happens_outside()
    {
        var source = new TaskCompletionSource();
        var counting = new Counting();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(counting);
        var waiting = Scheduling.OutsideContext(() => source.Task);
        SynchronizationContext.SetSynchronizationContext(before);

        Assert.Equal(1, counting.Operations);
        source.SetException(new IOException("the disk is full"));
        Assert.True(waiting.IsFaulted);
        Assert.Equal(0, counting.Operations);
    }

    private Task On(Func<Task> work)
    {
        Task? task = null;
        _thread.Run(() => task = work());
        return task!;
    }

    /// <summary>Runs continuations at once.</summary>
    private sealed class Counting : SynchronizationContext
    {
        public int Operations { get; private set; }

        public override void OperationStarted() => Operations++;

        public override void OperationCompleted() => Operations--;

        public override void Post(SendOrPostCallback d, object? state) => d(state);
    }
}
