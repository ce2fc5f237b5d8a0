using System.Runtime.Versioning;

namespace Tincan.Wires.Sockets.Epoll;

/// <summary>The receive of a socket, or its wait for data.</summary>
[SupportedOSPlatform("linux")]
internal sealed class PendingReceive(int descriptor, EventLoop loop) : PendingCall(loop.CompletesInline)
{
    /// <summary>How many receives in a row may complete at once before the other sockets of the loop have their turn.</summary>
    private const int ReceivesPerTurn = 16;

    /// <summary>Empty for a wait.</summary>
    private Memory<byte> _buffer;
    private Readiness _readiness = Readiness.Unknown;
    private int _drainedIn;
    private int _receivesThisTurn;
    private bool _hasPeerFinished;

    /// <summary>What a look for data has failed with: the kernel reports an error once.</summary>
    private WireException? _failure;

    private enum Readiness
    {
        /// <summary>A receive has taken everything.</summary>
        Empty,

        /// <summary>There may be more.</summary>
        Unknown,

        /// <summary>Bytes or a FIN have arrived.</summary>
        Ready,
    }

    public ValueTask WaitAsync(CancellationToken cancel) => TryBegin(Memory<byte>.Empty, cancel, out _, out var error) is { } token ? new(this, token)
        : error is null ? ValueTask.CompletedTask
        : ValueTask.FromException(error);

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel) => TryBegin(buffer, cancel, out var count, out var error) is { } token ? new(this, token)
        : error is null ? new(count)
        : ValueTask.FromException<int>(error);

    /// <summary>Completes what the socket has become ready for.</summary>
    /// <param name="hasPeerFinished">Whether a FIN, an RST or an error has arrived.</param>
    public void OnReady(bool hasPeerFinished)
    {
        lock (this)
        {
            _hasPeerFinished |= hasPeerFinished;

            // A receive since the loop has waited may have taken what this event is about.
            _readiness = _drainedIn == loop.Turn ? Readiness.Unknown : Readiness.Ready;
        }

        Continue();
    }

    protected override bool TryComplete(out int count, out WireException? error)
    {
        (count, error) = (0, _failure);
        if (error is not null || _readiness == Readiness.Empty)
        {
            return error is not null;
        }

        if (_buffer.IsEmpty)
        {
            return HasData();
        }

        while ((count = SocketCalls.Receive(descriptor, _buffer.Span)) < 0)
        {
            switch (Marshal.GetLastPInvokeError())
            {
                case SocketCalls.Interrupted:
                    continue;
                case SocketCalls.WouldBlock:
                    Drained();
                    return false;
                default:
                    error = SocketCalls.Failure();
                    return true;
            }
        }

        // A buffer that is not full has taken everything but a FIN, and the kernel reports what arrives after it.
        _hasPeerFinished |= count == 0;
        if (count < _buffer.Length && !_hasPeerFinished)
        {
            Drained();
        }
        else
        {
            _readiness = Readiness.Unknown;
        }

        _buffer = default;
        return true;
    }

    /// <returns>The token of the wait; null if nothing has to be waited for.</returns>
    private short? TryBegin(Memory<byte> buffer, CancellationToken cancel, out int count, out Exception? error)
    {
        lock (this)
        {
            count = 0;
            if ((error = Refusal(cancel)) is not null)
            {
                return null;
            }

            _buffer = buffer;
            if (++_receivesThisTurn >= ReceivesPerTurn)
            {
                loop.ContinueLater(this);
            }
            else if (TryComplete(out count, out var failure))
            {
                error = failure;
                return null;
            }

            _receivesThisTurn = 0;
            return Begin(cancel);
        }
    }

    /// <summary>Whether a receive would return at once.</summary>
    private bool HasData()
    {
        if (_readiness == Readiness.Unknown && SocketCalls.PeekOne(descriptor) < 0)
        {
            if (Marshal.GetLastPInvokeError() == SocketCalls.WouldBlock)
            {
                Drained();
            }
            else
            {
                _failure = SocketCalls.Failure();
            }
        }

        return _readiness != Readiness.Empty;
    }

    private void Drained()
    {
        _readiness = Readiness.Empty;
        _drainedIn = loop.Turn;
    }
}
