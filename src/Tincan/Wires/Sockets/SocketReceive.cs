using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Sources;

namespace Tincan.Wires.Sockets;

/// <summary>
/// A receive, or a wait for data, of a <see cref="SocketWire"/> that has nothing yet: passes on what the socket's receive ends with, in the words of a wire. It is
/// what an async method around the socket's receive would do, without a state machine for each message, which a small echo feels. A wire
/// has one receive at a time, so it uses the same one of these again and again.
/// </summary>
internal sealed class SocketReceive : IValueTaskSource<int>, IValueTaskSource
{
    private readonly SocketWire _wire;
    private readonly Action _completed;
    private ValueTask<int> _receiving;
    private bool _isWait;

    /// <summary>The socket's receive is over, with the count or the error.</summary>
    private bool _isOver;
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

    /// <summary>Nobody awaits it. A receive that was left behind keeps its own until it ends; the next one needs another.</summary>
    public bool IsFree { get; private set; } = true;

    /// <summary>The result of the socket's receive, once it is there.</summary>
    /// <param name="receiving">The socket's receive.</param>
    public ValueTask<int> Relay(ValueTask<int> receiving) => new(this, Begin(receiving, isWait: false));

    /// <summary>The end of a wait for data: what the socket's receive brings along is kept for the next receive.</summary>
    /// <param name="receiving">The socket's receive.</param>
    public ValueTask RelayWait(ValueTask<int> receiving) => new(this, Begin(receiving, isWait: true));

    public int GetResult(short token)
    {
        ThrowIfStale(token);
        Look();
        var (count, error, isWait) = (_count, _error, _isWait);
        (_isOver, _error) = (false, null);
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
        if (!_isOver && !_receiving.IsCompleted)
        {
            return ValueTaskSourceStatus.Pending;
        }

        Look();
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

    /// <summary>Takes the result of a receive that is over. Its status does not tell: .NET calls any that has waited a success, also one that failed.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "It is thrown when the result is asked for.")]
    private void Look()
    {
        if (_isOver)
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
        _isOver = true;
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
            throw new InvalidOperationException("a receive is awaited once");
        }
    }
}
