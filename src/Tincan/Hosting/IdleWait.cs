using System.Threading.Tasks.Sources;

namespace Tincan.Hosting;

/// <summary>
/// The wait of an idle conversation. It completes when data has arrived, or when the host ends it. In the second case the inner wire's wait goes on, and
/// <see cref="PendingWait"/> completes with it. A conversation has one wait at a time, so it reuses one instance.
/// </summary>
internal sealed class IdleWait : IValueTaskSource
{
    private readonly LimitedWire _wire;
    private readonly Action _arrived;
    private ManualResetValueTaskSourceCore<bool> _result;
    private ValueTask _arrival;

    /// <summary>
    /// 0 during a wait, otherwise 1. The arrival of data and the host's <see cref="End"/> race to change it from 0 to 1: the winner completes the wait.
    /// </summary>
    private int _isOver = 1;

    /// <summary>Created by the first <see cref="End"/>, whether or not a wait is under way.</summary>
    private TaskCompletionSource? _pending;
    private bool _isPending;

    /// <summary>Creates a reusable wait.</summary>
    /// <param name="wire">Notified before a wait completes. A delegate would be one more object per idle connection.</param>
    public IdleWait(LimitedWire wire)
    {
        _wire = wire;
        _arrived = Arrived;
    }

    /// <summary>The inner wire's wait, if the host has ended a wait before it completed. Until then the inner wire cannot receive.</summary>
    public Task PendingWait => _isPending ? _pending!.Task : Task.CompletedTask;

    /// <summary>Begins a wait.</summary>
    /// <param name="arrival">The inner wire's wait, not yet completed.</param>
    public ValueTask Begin(ValueTask arrival)
    {
        _result.Reset();
        _arrival = arrival;
        var version = _result.Version;
        Interlocked.Exchange(ref _isOver, 0);
        arrival.GetAwaiter().UnsafeOnCompleted(_arrived);
        return new(this, version);
    }

    /// <summary>Ends the wait, if one is under way. No other wait may begin after that.</summary>
    public void End()
    {
        Interlocked.CompareExchange(ref _pending, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            _isPending = true;
            _wire.IdleEnded(byHost: true);

            // Not inline: the host ends many waits in a row, and this conversation must not delay the next.
            _result.RunContinuationsAsynchronously = true;
            _result.SetResult(true);
        }
    }

    void IValueTaskSource.GetResult(short token) => _result.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _result.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _result.OnCompleted(continuation, state, token, flags);

    private void Arrived()
    {
        var wasEnded = Interlocked.Exchange(ref _isOver, 1) == 1;
        try
        {
            _arrival.GetAwaiter().GetResult();
        }
        catch (Exception) when (wasEnded)
        {
            // The next receive throws it again, where it is handled.
        }
        catch (Exception error)
        {
            _wire.IdleEnded(byHost: false);
            _result.SetException(error);
            return;
        }

        if (wasEnded)
        {
            _pending!.SetResult();
            return;
        }

        _wire.IdleEnded(byHost: false);
        _result.SetResult(true);
    }
}
