using System.Runtime.CompilerServices;
using Tincan.Wires;

namespace Tincan.Hosting;

/// <summary>
/// The wire a server is handed. It knows when a conversation rests between messages (<see cref="WaitForDataAsync"/>), so that stopping and the
/// limits end it there as the peer's FIN would.
/// </summary>
internal sealed class LimitedWire : MeasuredWire
{
    private readonly IdleWait _rest;
    private readonly CancellationTokenSource _receiving = new();

    /// <summary>Made by the first rest with a token of its own: most conversations never have one.</summary>
    private CancellationTokenSource? _resting;

    /// <summary>The host has ended the stream; the conversation was told so, or will be when it next rests.</summary>
    private bool _ended;
    private bool _told;

    /// <summary>The ends agree on TLS just now. Whoever takes it away says how that ended: in agreement, or by the host.</summary>
    private bool _isOpening;

    public LimitedWire(Wire inner)
        : base(inner) => _rest = new IdleWait(this);

    /// <summary>Why the host ended the conversation, if it did.</summary>
    public CloseReason? EndedBy { get; private set; }

    /// <inheritdoc cref="IdleWait.Left"/>
    public Task Left => _rest.Left;

    /// <summary>
    /// Agrees with the peer on what comes before the conversation, which rests meanwhile: nothing is in hand, and the host may end it. It did if
    /// <see cref="EndedBy"/> says so.
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

    /// <summary>Ends the conversation where it rests; a message in hand is finished first.</summary>
    public void EndWhenIdle(CloseReason reason)
    {
        EndedBy ??= reason;
        Volatile.Write(ref _ended, true);

        // Either this sees the source that a rest makes, or that rest sees that all is over.
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

    /// <summary>Waits: at rest, unless a message has begun.</summary>
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

        // A wait at rest is every message's, so it goes without a token: registering one costs an echo a twentieth of its speed.
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

    /// <summary>A wait at rest is over.</summary>
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

    private WireException RestIsLate() => new(EndedBy!.Value, "the rest of a message did not come in time");

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
