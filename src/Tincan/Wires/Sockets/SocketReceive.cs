using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Sources;

namespace Tincan.Wires.Sockets;

/// <summary>
/// The value task source of a <see cref="SocketWire"/>'s pending receive or wait: it completes as the socket's receive does, with socket exceptions
/// translated. An async method would do the same, but its state machine per message costs a small echo measurably. A wire has one receive at a
/// time, so it reuses one instance.
/// </summary>
internal sealed class SocketReceive : IValueTaskSource<int>, IValueTaskSource
{
    private readonly SocketWire _wire;
    private readonly Action _completed;
    private ValueTask<int> _receiving;
    private bool _isWait;

    /// <summary>The socket's receive has completed, and <see cref="_count"/> or <see cref="_error"/> is set.</summary>
    private bool _isCompleted;
    private int _count;
    private Exception? _error;
    private Action<object?>? _continuation;
    private object? _state;
    private short _version;

    public SocketReceive(SocketWire wire)
    {
        _wire = wire;
        _completed = Completed;
    }

    /// <summary>Whether it can be used for the next receive. An abandoned receive keeps its instance, and the wire needs another one.</summary>
    public bool IsFree { get; private set; } = true;

    /// <summary>Completes with the result of the socket's receive.</summary>
    public ValueTask<int> Relay(ValueTask<int> receiving) => new(this, Begin(receiving, isWait: false));

    /// <summary>Completes with the socket's receive, and keeps the received bytes for the next <see cref="SocketWire.ReceiveAsync"/>.</summary>
    public ValueTask RelayWait(ValueTask<int> receiving) => new(this, Begin(receiving, isWait: true));

    public int GetResult(short token)
    {
        ThrowIfStale(token);
        TakeResult();
        var (count, error, isWait) = (_count, _error, _isWait);
        (_isCompleted, _error) = (false, null);
        _version++;
        IsFree = true;
        if (error is not null)
        {
            ExceptionDispatchInfo.Throw(error);
        }

        if (isWait)
        {
            _wire.KeepEarly(count);
        }

        return count;
    }

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token)
    {
        ThrowIfStale(token);
        if (!_isCompleted && !_receiving.IsCompleted)
        {
            return ValueTaskSourceStatus.Pending;
        }

        TakeResult();
        return _error switch
        {
            null => ValueTaskSourceStatus.Succeeded,
            OperationCanceledException => ValueTaskSourceStatus.Canceled,
            _ => ValueTaskSourceStatus.Faulted,
        };
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        ThrowIfStale(token);
        _continuation = continuation;
        _state = state;
        var awaiter = _receiving.ConfigureAwait((flags & ValueTaskSourceOnCompletedFlags.UseSchedulingContext) != ValueTaskSourceOnCompletedFlags.None).GetAwaiter();
        if ((flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != ValueTaskSourceOnCompletedFlags.None)
        {
            awaiter.OnCompleted(_completed);
        }
        else
        {
            awaiter.UnsafeOnCompleted(_completed);
        }
    }

    private short Begin(ValueTask<int> receiving, bool isWait)
    {
        _receiving = receiving;
        _isWait = isWait;
        IsFree = false;
        return ++_version;
    }

    /// <summary>
    /// Takes the result of a completed receive. Its status is no help: <c>Socket</c> reports a receive that had to wait as succeeded even if it failed.
    /// </summary>
    [SuppressMessage("Design", "CA1031", Justification = "GetResult throws it.")]
    private void TakeResult()
    {
        if (_isCompleted)
        {
            return;
        }

        try
        {
            _count = _receiving.GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            _error = WireException.OfSocket(error);
        }

        _receiving = default;
        _isCompleted = true;
    }

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
            throw new InvalidOperationException("a receive can be awaited only once");
        }
    }
}
