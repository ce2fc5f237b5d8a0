namespace Tincan.Hosting;

/// <summary>
/// The wire that a server uses. It knows when a conversation is idle (<see cref="WaitForDataAsync"/>): there, draining and the limits end it as the peer's
/// FIN would.
/// </summary>
internal sealed class LimitedWire : MeasuredWire
{
    private readonly IdleWait _idle;
    private readonly CancellationTokenSource _receiving = new();

    /// <summary>Created by the first idle wait with a caller's token; most conversations have none.</summary>
    private CancellationTokenSource? _idleCancellation;

    /// <summary>The host has ended the stream. <see cref="_endSeen"/>: the conversation has seen it.</summary>
    private bool _ended;
    private bool _endSeen;

    /// <summary>The TLS handshake is under way. Its completion and the host's cancellation race to clear it: the winner decides how it ended.</summary>
    private bool _isOpening;

    public LimitedWire(Wire inner)
        : base(inner) => _idle = new IdleWait(this);

    /// <summary>Why the host ended the conversation, if it did.</summary>
    public CloseReason? EndedBy { get; private set; }

    /// <inheritdoc cref="IdleWait.PendingWait"/>
    public Task PendingWait => _idle.PendingWait;

    /// <summary>
    /// Opens the connection (<see cref="Wire.OpenAsync"/>). It is idle meanwhile, and the host may end it: then <see cref="EndedBy"/> is set.
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

        // The barrier pairs with the one in IdleCancellation: either this sees the source, or the wait sees _ended.
        Interlocked.MemoryBarrier();
        _idleCancellation?.Cancel();
        _idle.End();
        EndOpening();
    }

    /// <summary>Ends the conversation even within a message: nothing more is received, but an answer can still be sent.</summary>
    public void EndReceiving(CloseReason reason)
    {
        EndWhenIdle(reason);
        _receiving.Cancel();
    }

    /// <summary>Waits for data. The conversation is idle unless a message has begun.</summary>
    public override ValueTask WaitForDataAsync(CancellationToken cancel = default)
    {
        var isIdle = !IsMidMessage;
        if (_endSeen || (isIdle && Volatile.Read(ref _ended)))
        {
            _endSeen = true;
            return ValueTask.CompletedTask;
        }

        MarkActive();
        if (cancel.CanBeCanceled)
        {
            return WaitLinkedAsync(isIdle, cancel);
        }

        // Every message has an idle wait, so it uses no token: registering one costs an echo 5 % of its speed.
        var waiting = Inner.WaitForDataAsync(isIdle ? CancellationToken.None : _receiving.Token);
        return waiting.IsCompletedSuccessfully ? waiting
            : isIdle ? WaitIdle(waiting)
            : WaitAsync(waiting, isIdle: false, cancel);
    }

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        if (_endSeen)
        {
            return new(0);
        }

        MarkActive();
        if (cancel.CanBeCanceled)
        {
            return ReceiveLinkedAsync(buffer, cancel);
        }

        var receiving = Inner.ReceiveAsync(buffer, _receiving.Token);
        return receiving.IsCompletedSuccessfully ? new(Arrived(receiving.Result, buffer)) : ReceiveAsync(receiving, buffer, cancel);
    }

    /// <summary>Notes that an idle wait is over.</summary>
    /// <param name="byHost">Whether the host ended it.</param>
    internal void IdleEnded(bool byHost)
    {
        _endSeen |= byHost;
        IsReceiving = false;
    }

    private async Task BeginAsync(Task opening)
    {
        MarkActive();
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
            _endSeen = true;
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

    private ValueTask WaitIdle(ValueTask arrival)
    {
        IsReceiving = true;
        var waiting = _idle.Begin(arrival);
        if (Volatile.Read(ref _ended))
        {
            // The host may have ended the conversation between the check above and this point.
            _idle.End();
        }

        return waiting;
    }

    private async ValueTask WaitLinkedAsync(bool isIdle, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource((isIdle ? IdleCancellation() : _receiving).Token, cancel);
        await WaitAsync(Inner.WaitForDataAsync(either.Token), isIdle, cancel);
    }

    private async ValueTask<int> ReceiveLinkedAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_receiving.Token, cancel);
        return await ReceiveAsync(Inner.ReceiveAsync(buffer, either.Token), buffer, cancel);
    }

    private CancellationTokenSource IdleCancellation()
    {
        _idleCancellation ??= new CancellationTokenSource();
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _ended))
        {
            _idleCancellation.Cancel();
        }

        return _idleCancellation;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitAsync(ValueTask waiting, bool isIdle, CancellationToken cancel)
    {
        IsReceiving = true;
        try
        {
            await waiting;
        }
        catch (OperationCanceledException) when (_ended && !cancel.IsCancellationRequested)
        {
            _endSeen = true;
            if (!isIdle)
            {
                throw MessageTimedOut();
            }
        }
        finally
        {
            IsReceiving = false;
        }
    }

    private WireException MessageTimedOut() => new(EndedBy!.Value, "the rest of a message did not arrive in time");

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
            _endSeen = true;
            throw MessageTimedOut();
        }
        finally
        {
            IsReceiving = false;
        }
    }
}
