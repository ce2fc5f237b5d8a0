using Tincan.Framing;
using Tincan.Wires.Tls;

namespace Tincan.Hosting;

/// <summary>A wire that counts bytes and messages, and records the state from which the sweeps measure the limits.</summary>
internal abstract class MeasuredWire(Wire inner) : DelegatingWire(inner), IMessageProgress
{
    private TlsOpening _opening = new(TlsOpeningKind.ClientHello);

    // Written by the conversation, read by the host's sweep. A stale value only delays a limit by one sweep.
    private bool _isReceiving;
    private bool _isSending;
    private bool _isActive;
    private bool _isMidMessage;

    /// <summary>The peer's FIN was received.</summary>
    public bool PeerFinished { get; private set; }

    /// <summary>Bytes received so far.</summary>
    public long Received { get; private set; }

    /// <summary>Bytes of the sends that have completed.</summary>
    public long Sent { get; private set; }

    /// <summary>Whole messages received so far; 0 where the stream has no messages.</summary>
    public long Messages { get; private set; }

    /// <summary>The conversation that warns if the client begins a TLS handshake here; null if that is not wrong.</summary>
    public Conversation? Plain { get; set; }

    /// <summary>Whether a receive is waiting for the peer.</summary>
    public bool IsReceiving
    {
        get => Volatile.Read(ref _isReceiving);
        protected set => Volatile.Write(ref _isReceiving, value);
    }

    /// <summary>Whether a send, or the FIN after it, is waiting for the peer to read.</summary>
    public bool IsSending => Volatile.Read(ref _isSending);

    public bool IsMidMessage
    {
        get => Volatile.Read(ref _isMidMessage);
        set => Volatile.Write(ref _isMidMessage, value);
    }

    public void MessageReceived()
    {
        Messages++;
        IsMidMessage = false;
    }

    /// <summary>Whether the conversation is waiting for the peer, and has been since the last call.</summary>
    public bool CheckStalled()
    {
        var isStalled = (IsReceiving || IsSending) && !Volatile.Read(ref _isActive);
        Volatile.Write(ref _isActive, false);
        return isStalled;
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        MarkActive();
        var sending = Inner.SendAsync(bytes, cancel);
        if (!sending.IsCompletedSuccessfully)
        {
            return SendAsync(sending, bytes.Length);
        }

        Sent += bytes.Length;
        return ValueTask.CompletedTask;
    }

    public override ValueTask FinishAsync(CancellationToken cancel = default)
    {
        MarkActive();
        var finishing = Inner.FinishAsync(cancel);
        return finishing.IsCompletedSuccessfully ? ValueTask.CompletedTask : SendAsync(finishing, count: 0);
    }

    /// <summary>Notes that the conversation uses the wire.</summary>
    protected void MarkActive() => Volatile.Write(ref _isActive, true);

    /// <summary>Counts what a receive has returned.</summary>
    protected int Arrived(int count, Memory<byte> buffer)
    {
        Received += count;
        PeerFinished |= count == 0;
        if (!_opening.IsDecided && _opening.IsFoundIn(buffer.Span[..count]) && Plain is { } conversation)
        {
            TlsLog.NotServed(conversation.Log, conversation.Client);
        }

        return count;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(ValueTask sending, int count)
    {
        Volatile.Write(ref _isSending, true);
        try
        {
            await sending;
        }
        finally
        {
            Volatile.Write(ref _isSending, false);
        }

        Sent += count;
    }
}
