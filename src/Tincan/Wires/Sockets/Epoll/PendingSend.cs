using System.Runtime.Versioning;

namespace Tincan.Wires.Sockets.Epoll;

/// <summary>The send of a socket, or its wait to be connected.</summary>
[SupportedOSPlatform("linux")]
internal sealed class PendingSend(int descriptor, EventLoop loop) : PendingCall(loop.CompletesInline)
{
    private ReadOnlyMemory<byte> _unsent;
    private volatile bool _hasBeenWritable;

    /// <summary>Whether the FIN is sent.</summary>
    public bool IsFinished { get; set; }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        lock (this)
        {
            if ((Refusal(cancel) ?? (IsFinished ? WireException.Finished() : null)) is { } refusal)
            {
                return ValueTask.FromException(refusal);
            }

            _unsent = bytes;
            return !TryComplete(out _, out var error) ? new(this, Begin(cancel))
                : error is null ? ValueTask.CompletedTask
                : ValueTask.FromException(error);
        }
    }

    /// <summary>Waits until a connection is made, or has failed.</summary>
    public ValueTask WhenConnectedAsync(CancellationToken cancel)
    {
        lock (this)
        {
            return _hasBeenWritable ? ValueTask.CompletedTask : new(this, Begin(cancel));
        }
    }

    /// <summary>Completes what the socket has become ready for.</summary>
    public void OnReady()
    {
        _hasBeenWritable = true;
        Continue();
    }

    protected override bool TryComplete(out int count, out WireException? error)
    {
        (count, error) = (0, null);
        while (!_unsent.IsEmpty)
        {
            var sent = SocketCalls.Send(descriptor, _unsent.Span);
            if (sent >= 0)
            {
                _unsent = _unsent[sent..];
                continue;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case SocketCalls.Interrupted:
                    continue;
                case SocketCalls.WouldBlock:
                    return false;
                default:
                    error = SocketCalls.Failure();
                    _unsent = default;
                    return true;
            }
        }

        _unsent = default;
        return true;
    }
}
