namespace Tincan.Wires;

/// <summary>The idle timeout of a client: a receive or send that waits too long for the peer fails with <see cref="CloseReason.Idle"/>.</summary>
internal sealed class IdleTimeoutWire : DelegatingWire
{
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly Action<WireException>? _onTimeout;
    private CancellationTokenSource _receiving;
    private CancellationTokenSource _sending;

    /// <summary>Puts a timeout on a wire.</summary>
    /// <param name="inner">The wire, which is disposed with this one.</param>
    /// <param name="timeout">The timeout; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <param name="time">The clock. Defaults to the system's.</param>
    /// <param name="onTimeout">Called before a receive or send fails with the timeout. Defaults to null.</param>
    public IdleTimeoutWire(Wire inner, TimeSpan timeout, TimeProvider? time = null, Action<WireException>? onTimeout = null)
        : base(inner)
    {
        _timeout = timeout;
        _time = time ?? TimeProvider.System;
        _onTimeout = onTimeout;
        _receiving = NewTimer();
        _sending = NewTimer();
    }

    public override ValueTask WaitForDataAsync(CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        var waiting = Inner.WaitForDataAsync(_receiving.Token);
        return waiting.IsCompletedSuccessfully ? waiting : WaitForDataAsync(waiting, cancel);
    }

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        var receiving = Inner.ReceiveAsync(buffer, _receiving.Token);
        return receiving.IsCompletedSuccessfully ? receiving : ReceiveAsync(receiving, cancel);
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        var sending = Inner.SendAsync(bytes, _sending.Token);
        return sending.IsCompletedSuccessfully ? ValueTask.CompletedTask : SendAsync(sending, cancel);
    }

    public override ValueTask FinishAsync(CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        var finishing = Inner.FinishAsync(_sending.Token);
        return finishing.IsCompletedSuccessfully ? ValueTask.CompletedTask : SendAsync(finishing, cancel);
    }

    public override ValueTask DisposeAsync()
    {
        _receiving.Dispose();
        _sending.Dispose();
        return base.DisposeAsync();
    }

    private async ValueTask WaitForDataAsync(ValueTask waiting, CancellationToken cancel)
    {
        await ReceiveAsync(ReceivedAsync(waiting), cancel);

        static async ValueTask<int> ReceivedAsync(ValueTask waiting)
        {
            await waiting;
            return 0;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveAsync(ValueTask<int> receiving, CancellationToken cancel)
    {
        var cancelled = Start(_receiving, cancel);
        try
        {
            return await receiving;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw Idle($"received nothing for {_timeout.TotalSeconds:0.###} s");
        }
        finally
        {
            // Unregister before the timer is reset: a cancellation after the reset would fail the next receive as idle.
            await cancelled.DisposeAsync();
            _receiving = Reset(_receiving);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(ValueTask sending, CancellationToken cancel)
    {
        var cancelled = Start(_sending, cancel);
        try
        {
            await sending;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw Idle($"the peer read nothing for {_timeout.TotalSeconds:0.###} s");
        }
        finally
        {
            // As above, for the next send.
            await cancelled.DisposeAsync();
            _sending = Reset(_sending);
        }
    }

    private WireException Idle(string problem)
    {
        var idle = new WireException(CloseReason.Idle, problem);
        _onTimeout?.Invoke(idle);
        return idle;
    }

    private CancellationTokenSource NewTimer() => new(Timeout.InfiniteTimeSpan, _time);

    private CancellationTokenRegistration Start(CancellationTokenSource timer, CancellationToken cancel)
    {
        timer.CancelAfter(_timeout);
        return cancel.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), timer);
    }

    private CancellationTokenSource Reset(CancellationTokenSource timer)
    {
        if (timer.TryReset())
        {
            return timer;
        }

        timer.Dispose();
        return NewTimer();
    }
}
