using System.Threading.Tasks.Sources;

namespace Tincan.Wires;

/// <summary>
/// A receive under way that passes on another's result and changes it on the way: what an async method around it would do, without its
/// state machine. Two such methods for each message cost a small echo a tenth of its speed; a wire has one receive at a time, so
/// it needs one of these.
/// </summary>
internal abstract class RelayedReceive : IValueTaskSource<int>
{
    private readonly Action _completed;
    private ValueTask<int> _inner;
    private Action<object?>? _continuation;
    private object? _state;
    private short _version;

    protected RelayedReceive() => _completed = Completed;

    /// <summary>Nobody awaits it. A receive that was left behind keeps its own until it ends; the next one needs another.</summary>
    public bool IsFree { get; private set; } = true;

    /// <summary>The result of <paramref name="inner"/>, once it is there, as <see cref="Result"/> makes it.</summary>
    protected ValueTask<int> Relay(ValueTask<int> inner)
    {
        _inner = inner;
        IsFree = false;
        return new(this, ++_version);
    }

    /// <summary>What a cancelled receive counts as; <see cref="ValueTaskSourceStatus.Faulted"/> where <see cref="Result"/> makes something else of it.</summary>
    protected virtual ValueTaskSourceStatus IfCancelled => ValueTaskSourceStatus.Canceled;

    int IValueTaskSource<int>.GetResult(short token)
    {
        ThrowIfStale(token);
        var inner = _inner;
        _inner = default;
        _version++;
        IsFree = true;
        return Result(inner);
    }

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token)
    {
        ThrowIfStale(token);
        return !_inner.IsCompleted ? ValueTaskSourceStatus.Pending
            : _inner.IsCompletedSuccessfully ? ValueTaskSourceStatus.Succeeded
            : _inner.IsCanceled ? IfCancelled
            : ValueTaskSourceStatus.Faulted;
    }

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        ThrowIfStale(token);
        _continuation = continuation;
        _state = state;
        var awaiter = _inner.ConfigureAwait((flags & ValueTaskSourceOnCompletedFlags.UseSchedulingContext) != ValueTaskSourceOnCompletedFlags.None).GetAwaiter();
        if ((flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != ValueTaskSourceOnCompletedFlags.None)
        {
            awaiter.OnCompleted(_completed);
        }
        else
        {
            awaiter.UnsafeOnCompleted(_completed);
        }
    }

    /// <summary>Takes the result of a receive that is complete, or throws what it threw.</summary>
    protected abstract int Result(ValueTask<int> inner);

    private void Completed()
    {
        var (continuation, state) = (_continuation!, _state);
        (_continuation, _state) = (null, null);
        continuation(state);
    }

    private void ThrowIfStale(short token)
    {
        if (token != _version)
        {
            throw new InvalidOperationException("a receive is awaited once");
        }
    }
}
