using Tincan.Wires;

namespace Tincan.Hosting;

/// <summary>
/// The wire that a server uses. It knows when a conversation is idle (<see cref="WaitForDataAsync"/>), so that draining and the limits end it
/// there, as the peer's FIN would.
/// </summary>
internal sealed class LimitedWire : MeasuredWire
{
    private readonly IdleWait _rest;
    private readonly CancellationTokenSource _receiving = new();

    /// <summary>Made by the first idle wait with a token of the caller's: most conversations never have one.</summary>
    private CancellationTokenSource? _resting;

    /// <summary>The host has ended the stream; the conversation sees that now, or when it is next idle.</summary>
    private bool _ended;
    private bool _told;

    /// <summary>The TLS handshake is under way. Whoever clears it decides how it ended: by itself, or by the host.</summary>
    private bool _isOpening;

    public LimitedWire(Wire inner)
        : base(inner) => _rest = new IdleWait(this);

    /// <summary>Why the host ended the conversation, if it did.</summary>
    public CloseReason? EndedBy { get; private set; }

    /// <inheritdoc cref="IdleWait.Left"/>
    public Task Left => _rest.Left;

    /// <summary>
    /// Does what comes before the conversation, such as the TLS handshake. The connection is idle meanwhile, and the host may end it: it did if
    /// <see cref="EndedBy"/> is set.
    /// </summary>
    public Task BeginAsync()
    {
        if (Volatile.Read(ref _ended))
        {
            return Task.CompletedTask;
        }

        var opening = Inner.OpenAsync(_receiving.Token);
        return opening.IsCompletedSuccessfully ? opening : BeginAsync(opening);
    }

    /// <summary>Ends the conversation at the next message boundary.</summary>
    public void EndWhenIdle(CloseReason reason)
    {
        EndedBy ??= reason;
        Volatile.Write(ref _ended, true);

        // Either this sees the source that an idle wait makes, or that wait sees that the stream has ended.
        Interlocked.MemoryBarrier();
        _resting?.Cancel();
        _rest.End();
        EndOpening();
    }

    /// <summary>Ends the conversation even in the middle of a message: nothing more is received, but an answer may still be sent.</summary>
    public void EndReceiving(CloseReason reason)
    {
        EndWhenIdle(reason);
        _receiving.Cancel();
    }

    /// <summary>Waits for data. The conversation is idle unless a message has begun.</summary>
    public override ValueTask WaitForDataAsync(CancellationToken cancel = default)
    {
        var isRest = !IsMidMessage;
        if (_told || (isRest && Volatile.Read(ref _ended)))
        {
            _told = true;
            return ValueTask.CompletedTask;
        }

        Moved();
        if (cancel.CanBeCanceled)
        {
            return WaitLinkedAsync(isRest, cancel);
        }

        // Every message has an idle wait, so it goes without a token: registering one costs an echo a twentieth of its speed.
        var waiting = Inner.WaitForDataAsync(isRest ? CancellationToken.None : _receiving.Token);
        return waiting.IsCompletedSuccessfully ? waiting
            : isRest ? Rest(waiting)
            : WaitAsync(waiting, isRest: false, cancel);
    }

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        if (_told)
        {
            return new(0);
        }

        Moved();
        if (cancel.CanBeCanceled)
        {
            return ReceiveLinkedAsync(buffer, cancel);
        }

        var receiving = Inner.ReceiveAsync(buffer, _receiving.Token);
        return receiving.IsCompletedSuccessfully ? new(Arrived(receiving.Result, buffer)) : ReceiveAsync(receiving, buffer, cancel);
    }

    /// <summary>An idle wait is over.</summary>
    /// <param name="wasEnded">The host ended it.</param>
    internal void Rested(bool wasEnded)
    {
        _told |= wasEnded;
        IsReceiving = false;
    }

    private async Task BeginAsync(Task opening)
    {
        Moved();
        IsReceiving = true;
        Interlocked.Exchange(ref _isOpening, true);
        if (Volatile.Read(ref _ended))
        {
            // The host may have ended the conversation between the check above and this point.
            EndOpening();
        }

        try
        {
            await opening;
        }
        catch (OperationCanceledException) when (_ended)
        {
            _told = true;
        }
        finally
        {
            Interlocked.Exchange(ref _isOpening, false);
            IsReceiving = false;
        }
    }

    private void EndOpening()
    {
        if (Interlocked.Exchange(ref _isOpening, false))
        {
            _ = _receiving.CancelOnContextAsync();
        }
    }

    private ValueTask Rest(ValueTask arrival)
    {
        IsReceiving = true;
        var resting = _rest.Begin(arrival);
        if (Volatile.Read(ref _ended))
        {
            // The host may have ended the conversation between the check above and this point.
            _rest.End();
        }

        return resting;
    }

    private async ValueTask WaitLinkedAsync(bool isRest, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource((isRest ? Resting() : _receiving).Token, cancel);
        await WaitAsync(Inner.WaitForDataAsync(either.Token), isRest, cancel);
    }

    private async ValueTask<int> ReceiveLinkedAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_receiving.Token, cancel);
        return await ReceiveAsync(Inner.ReceiveAsync(buffer, either.Token), buffer, cancel);
    }

    private CancellationTokenSource Resting()
    {
        _resting ??= new CancellationTokenSource();
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _ended))
        {
            _resting.Cancel();
        }

        return _resting;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitAsync(ValueTask waiting, bool isRest, CancellationToken cancel)
    {
        IsReceiving = true;
        try
        {
            await waiting;
        }
        catch (OperationCanceledException) when (_ended && !cancel.IsCancellationRequested)
        {
            _told = true;
            if (!isRest)
            {
                throw RestIsLate();
            }
        }
        finally
        {
            IsReceiving = false;
        }
    }

    private WireException RestIsLate() => new(EndedBy!.Value, "the rest of a message did not arrive in time");

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveAsync(ValueTask<int> receiving, Memory<byte> buffer, CancellationToken cancel)
    {
        IsReceiving = true;
        try
        {
            return Arrived(await receiving, buffer);
        }
        catch (OperationCanceledException) when (_ended && !cancel.IsCancellationRequested)
        {
            _told = true;
            throw RestIsLate();
        }
        finally
        {
            IsReceiving = false;
        }
    }
}
