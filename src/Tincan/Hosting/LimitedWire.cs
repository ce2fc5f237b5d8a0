using System.Net;
using System.Runtime.CompilerServices;
using Tincan.Framing;
using Tincan.Wires;
using Tincan.Wires.Tls;

namespace Tincan.Hosting;

/// <summary>
/// The wire a server is handed. It knows when a conversation rests between messages (<see cref="WaitForDataAsync"/>), so that stopping and the
/// limits end it there as the peer's FIN would, and it leaves the marks that the limits are measured by.
/// </summary>
internal sealed class LimitedWire : Wire, IMessageProgress
{
    private readonly Wire _inner;
    private readonly IdleWait _rest;
    private readonly CancellationTokenSource _receiving = new();
    private TlsOpening _opening = new(TlsOpeningKind.ClientHello);

    /// <summary>Made by the first rest with a token of its own: most conversations never have one.</summary>
    private CancellationTokenSource? _resting;

    // Written by the conversation, read by the host's sweep; a stale value only delays a limit by one sweep.
    private bool _receivePending;
    private bool _sendPending;
    private bool _moved;
    private bool _isMidMessage;

    /// <summary>The host has ended the stream; the conversation was told so, or will be when it next rests.</summary>
    private bool _ended;
    private bool _told;

    /// <summary>The ends agree on TLS just now. Whoever takes it away says how that ended: in agreement, or by the host.</summary>
    private bool _isOpening;

    public LimitedWire(Wire inner)
    {
        _inner = inner;
        _rest = new IdleWait(this);
    }

    public override EndPoint LocalEndPoint => _inner.LocalEndPoint;

    public override EndPoint RemoteEndPoint => _inner.RemoteEndPoint;

    /// <summary>Why the host ended the conversation, if it did.</summary>
    public CloseReason? EndedBy { get; private set; }

    /// <summary>The peer's FIN was received.</summary>
    public bool PeerFinished { get; private set; }

    /// <inheritdoc cref="IdleWait.Left"/>
    public Task Left => _rest.Left;

    /// <summary>Bytes received so far.</summary>
    public long Received { get; private set; }

    /// <summary>Bytes of the sends that are over: the peer's side has taken them.</summary>
    public long Sent { get; private set; }

    /// <summary>Called when the client begins with a TLS handshake, which nobody answers here.</summary>
    public Action? HeardTls { get; set; }

    /// <summary>Whole messages taken so far; 0 where nobody cuts the stream into messages.</summary>
    public long Messages { get; private set; }

    /// <summary>A receive waits for the peer.</summary>
    public bool IsReceiving => Volatile.Read(ref _receivePending);

    /// <summary>A send, or FIN behind it, waits for the peer to take it.</summary>
    public bool IsSending => Volatile.Read(ref _sendPending);

    /// <inheritdoc/>
    public bool IsMidMessage
    {
        get => Volatile.Read(ref _isMidMessage);
        set => Volatile.Write(ref _isMidMessage, value);
    }

    /// <inheritdoc/>
    public void Took()
    {
        Messages++;
        IsMidMessage = false;
    }

    /// <summary>Whether the conversation waits for the peer and has asked nothing new of the wire since the last call.</summary>
    public bool StandsStill()
    {
        var still = (IsReceiving || IsSending) && !Volatile.Read(ref _moved);
        Volatile.Write(ref _moved, false);
        return still;
    }

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

        var opening = _inner.OpenAsync(_receiving.Token);
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
        var isRest = !_isMidMessage;
        if (_told || (isRest && Volatile.Read(ref _ended)))
        {
            _told = true;
            return ValueTask.CompletedTask;
        }

        Volatile.Write(ref _moved, true);
        if (cancel.CanBeCanceled)
        {
            return WaitLinkedAsync(isRest, cancel);
        }

        // A wait at rest is every message's, so it goes without a token: registering one costs an echo a twentieth of its speed.
        var waiting = _inner.WaitForDataAsync(isRest ? CancellationToken.None : _receiving.Token);
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

        Volatile.Write(ref _moved, true);
        if (cancel.CanBeCanceled)
        {
            return ReceiveLinkedAsync(buffer, cancel);
        }

        var receiving = _inner.ReceiveAsync(buffer, _receiving.Token);
        return receiving.IsCompletedSuccessfully ? new(Arrived(receiving.Result, buffer)) : ReceiveAsync(receiving, buffer, cancel);
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        Volatile.Write(ref _moved, true);
        var sending = _inner.SendAsync(bytes, cancel);
        if (!sending.IsCompletedSuccessfully)
        {
            return SendAsync(sending, bytes.Length);
        }

        Sent += bytes.Length;
        return ValueTask.CompletedTask;
    }

    public override ValueTask FinishAsync(CancellationToken cancel = default)
    {
        Volatile.Write(ref _moved, true);
        var finishing = _inner.FinishAsync(cancel);
        return finishing.IsCompletedSuccessfully ? ValueTask.CompletedTask : SendAsync(finishing, count: 0);
    }

    public override void Abort() => _inner.Abort();

    /// <summary>The token sources are left to the collector: the host may still cancel them, and they hold neither timer nor handle.</summary>
    public override ValueTask DisposeAsync() => _inner.DisposeAsync();

    /// <summary>A wait at rest is over.</summary>
    /// <param name="wasEnded">The host ended it.</param>
    internal void Rested(bool wasEnded)
    {
        _told |= wasEnded;
        Volatile.Write(ref _receivePending, false);
    }

    private async Task BeginAsync(Task opening)
    {
        Volatile.Write(ref _moved, true);
        Volatile.Write(ref _receivePending, true);
        Interlocked.Exchange(ref _isOpening, true);
        if (Volatile.Read(ref _ended))
        {
            // The host's call came between the look at the top and here.
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
            Volatile.Write(ref _receivePending, false);
        }
    }

    private void EndOpening()
    {
        if (Interlocked.Exchange(ref _isOpening, false))
        {
            _ = _receiving.CancelOnContextAsync();
        }
    }

    private int Arrived(int count, Memory<byte> buffer)
    {
        Received += count;
        PeerFinished |= count == 0;
        if (!_opening.IsDecided && _opening.IsFoundIn(buffer.Span[..count]))
        {
            HeardTls?.Invoke();
        }

        return count;
    }

    private ValueTask Rest(ValueTask arrival)
    {
        Volatile.Write(ref _receivePending, true);
        var resting = _rest.Begin(arrival);
        if (Volatile.Read(ref _ended))
        {
            // The host's call came between the look at the top and here.
            _rest.End();
        }

        return resting;
    }

    private async ValueTask WaitLinkedAsync(bool isRest, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource((isRest ? Resting() : _receiving).Token, cancel);
        await WaitAsync(_inner.WaitForDataAsync(either.Token), isRest, cancel);
    }

    private async ValueTask<int> ReceiveLinkedAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_receiving.Token, cancel);
        return await ReceiveAsync(_inner.ReceiveAsync(buffer, either.Token), buffer, cancel);
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
        Volatile.Write(ref _receivePending, true);
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
            Volatile.Write(ref _receivePending, false);
        }
    }

    private WireException RestIsLate() => new(EndedBy!.Value, "the rest of a message did not come in time");

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveAsync(ValueTask<int> receiving, Memory<byte> buffer, CancellationToken cancel)
    {
        Volatile.Write(ref _receivePending, true);
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
            Volatile.Write(ref _receivePending, false);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(ValueTask sending, int count)
    {
        Volatile.Write(ref _sendPending, true);
        try
        {
            await sending;
        }
        finally
        {
            Volatile.Write(ref _sendPending, false);
        }

        Sent += count;
    }
}
