using System.Threading.Tasks.Sources;

namespace Tincan.Hosting;

/// <summary>
/// The wait of an idle conversation: it is over when data has arrived, or when the host ends it. In the second case the wire's own wait
/// goes on, and <see cref="Left"/> completes when that is over too. A conversation waits in one place at a time, so it needs one of these.
/// </summary>
internal sealed class IdleWait : IValueTaskSource
{
    private readonly LimitedWire _wire;
    private readonly Action _arrived;
    private ManualResetValueTaskSourceCore<bool> _result;
    private ValueTask _arrival;

    /// <summary>1 while no wait is under way. Whoever changes it from 0 to 1 decides how the wait ended: by data, or by the host.</summary>
    private int _isOver = 1;

    /// <summary>Made by the first <see cref="End"/>, whether a wait is under way or not.</summary>
    private TaskCompletionSource? _left;
    private bool _isLeft;

    /// <summary>Makes a wait that can be used again and again.</summary>
    /// <param name="wire">Hears that a wait is over before the conversation does. A delegate would be one more object for each idle connection.</param>
    public IdleWait(LimitedWire wire)
    {
        _wire = wire;
        _arrived = Arrived;
    }

    /// <summary>The wire's own wait, if the host has left it under way. Until it completes, nobody may receive from the wire.</summary>
    public Task Left => _isLeft ? _left!.Task : Task.CompletedTask;

    /// <summary>Begins to wait.</summary>
    /// <param name="arrival">The wire's own wait, not complete yet.</param>
    public ValueTask Begin(ValueTask arrival)
    {
        _result.Reset();
        _arrival = arrival;
        var version = _result.Version;
        Interlocked.Exchange(ref _isOver, 0);
        arrival.GetAwaiter().UnsafeOnCompleted(_arrived);
        return new(this, version);
    }

    /// <summary>Ends the wait, if one is under way. No other may begin after that.</summary>
    public void End()
    {
        Interlocked.CompareExchange(ref _left, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            _isLeft = true;
            _wire.Rested(wasEnded: true);

            // The host sweeps and stops its connections one after the other: what this one does now must not delay the next.
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
            // The next receive throws it again, where somebody handles it.
        }
        catch (Exception error)
        {
            _wire.Rested(wasEnded: false);
            _result.SetException(error);
            return;
        }

        if (wasEnded)
        {
            _left!.SetResult();
            return;
        }

        _wire.Rested(wasEnded: false);
        _result.SetResult(true);
    }
}
