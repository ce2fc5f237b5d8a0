using System.Threading.Tasks.Sources;

namespace Tincan.Hosting;

/// <summary>
/// The wait of a conversation at rest: it is over when something has come, or when the host ends it. In the second case the wire's own wait
/// goes on, and <see cref="Left"/> tells when it is over too. A conversation rests in one place at a time, so it needs one of these.
/// </summary>
internal sealed class IdleWait : IValueTaskSource
{
    private readonly LimitedWire _wire;
    private readonly Action _arrived;
    private ManualResetValueTaskSourceCore<bool> _result;
    private ValueTask _arrival;

    /// <summary>1 while there is no wait, or the one there was is over: whoever changes it from 0 may say how it ended.</summary>
    private int _isOver = 1;

    /// <summary>Made by the first call that ends a wait, whether there is one or not.</summary>
    private TaskCompletionSource? _left;
    private bool _isLeft;

    /// <summary>Makes a wait that can be begun again and again.</summary>
    /// <param name="wire">Is told when a wait is over, before whoever waits. Not by a delegate: every idle connection would hold one more.</param>
    public IdleWait(LimitedWire wire)
    {
        _wire = wire;
        _arrived = Arrived;
    }

    /// <summary>The wire's own wait, if the host's call left it under way: until it is over, the wire is not to be received from.</summary>
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

    /// <summary>Ends the wait, if there is one. No other may be begun after that.</summary>
    public void End()
    {
        Interlocked.CompareExchange(ref _left, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            _isLeft = true;
            _wire.Rested(wasEnded: true);

            // The host looks at, or stops, one conversation after the other: what this one does now must not hold up the next.
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
            // The next receive says it again, to somebody who listens.
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
