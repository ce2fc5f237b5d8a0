using Tincan.Faults.Stages;

namespace Tincan.Faults.InForce;

/// <summary>Takes what the caller sends, as far as there is room, and sends what the faults release.</summary>
internal sealed class FaultySender
{
    /// <summary>The most bytes taken or sent at a time, so that the progress of a slow reader shows.</summary>
    private const int MaxPiece = 64 * 1024;

    /// <summary>The most chunks sent in a row on the thread that released them: it may hold the injector's lock, if it heals a fault.</summary>
    private const int MaxInARow = 1000;

    /// <summary>How long Dispose waits for a peer that does not read.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    private readonly Wire _inner;
    private readonly FaultyConnection _connection;
    private readonly FaultyReceiver _receiver;
    private readonly TimeProvider _time;
    private int _isSending;
    private bool _isFinished;

    /// <summary>FIN was sent.</summary>
    private bool _hasFinished;

    public FaultySender(Wire inner, FaultyConnection connection, FaultyReceiver receiver, TimeProvider time)
    {
        _inner = inner;
        _connection = connection;
        _receiver = receiver;
        _time = time;
        connection.HasToSend = Begin;
    }

    public bool IsSending => Volatile.Read(ref _isSending) == 1;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (!bytes.IsEmpty)
        {
            var waiting = _connection.RoomAsync(_connection.Out, cancel);
            if (!waiting.IsCompleted)
            {
                _receiver.Listen();
            }

            var part = bytes[..Math.Min(Math.Min(bytes.Length, MaxPiece), await waiting)];
            Take(part);
            bytes = bytes[part.Length..];
        }
    }

    /// <summary>Sends a FIN after everything that was sent before. Completes when it has gone out; never, if a fault holds it forever.</summary>
    public async ValueTask FinishAsync(CancellationToken cancel)
    {
        if (_connection.Look(() => _connection.Closed is not null))
        {
            return;
        }

        Finish();
        var waiting = _connection.WhenAsync<bool>(IsOut, cancel);
        if (!waiting.IsCompleted)
        {
            _receiver.Listen();
        }

        await waiting;
    }

    /// <summary>Notes a FIN that was sent before there were faults.</summary>
    public void MarkFinished() => _isFinished = true;

    /// <summary>Sends a FIN if none was sent, and waits until everything has gone out except what is held forever.</summary>
    public async Task SendRestAsync()
    {
        if (_connection.Look(() => _connection.Closed is null && !_connection.In.HasBytes))
        {
            // With unread bytes, closing sends an RST instead, as the kernel does.
            Finish();
        }

        try
        {
            while (Rest() is { } rest)
            {
                using var limit = new CancellationTokenSource(rest.IsSending ? Linger : Timeout.InfiniteTimeSpan, _time);
                await _connection.WhenAsync<bool>(() => Rest() != rest ? true : null, limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            _inner.Abort();
        }
    }

    /// <summary>Waits for the last send. Call it after the inner wire is closed, which ends the send.</summary>
    public ValueTask<bool> StopAsync() => _connection.WhenAsync<bool>(() => _isSending == 0 ? true : null, CancellationToken.None);

    private void Take(ReadOnlyMemory<byte> bytes)
    {
        // No-op after Dispose.
        WireException? closed = WireException.Aborted();
        _connection.Step(() =>
        {
            closed = _isFinished ? WireException.Finished() : _connection.Closed;
            if (closed is null)
            {
                _connection.Out.Arrive(bytes.Span);
            }
        });
        if (closed is not null)
        {
            throw new WireException(closed.Reason, closed.Message, closed);
        }
    }

    private void Finish()
    {
        if (!_isFinished)
        {
            _isFinished = true;
            _connection.Step(() => _connection.Out.End(new Chunk { Kind = ChunkKind.Fin }));
        }
    }

    /// <summary>Whether everything was sent. Throws if that cannot happen any more.</summary>
    private bool? IsOut()
    {
        if (_connection.Closed is { } error && !_hasFinished)
        {
            throw new WireException(error.Reason, error.Message, error);
        }

        return _connection.Out.IsEmpty && _isSending == 0 ? true : null;
    }

    /// <summary>What is still to be sent: how much, and whether it waits for the peer to read.</summary>
    private (long Weight, bool IsSending)? Rest() => _connection.Look<(long, bool)?>(() =>
        _isSending == 0 && (_connection.Out.IsEmpty || _connection.Out.IsStuck) ? null : (_connection.Out.Weight, _isSending == 1));

    private void Begin()
    {
        if (Interlocked.Exchange(ref _isSending, 1) == 0)
        {
            _ = SendAllAsync();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever the wire inside throws is the conversation's to hear.")]
    private async Task SendAllAsync()
    {
        try
        {
            for (var sent = 1; Next() is { } next; sent++)
            {
                await SendAsync(next);
                if (sent % MaxInARow == 0)
                {
                    await Task.Yield();
                }
            }
        }
        catch (Exception thrown)
        {
            _connection.Look(() =>
            {
                _isSending = 0;
                _connection.Close(WireException.From(thrown));
                _connection.Changed();
                return true;
            });
        }
    }

    private async ValueTask SendAsync(Chunk next)
    {
        switch (next.Kind)
        {
            case ChunkKind.Bytes:
                await _inner.SendAsync(next.Bytes);
                break;
            case ChunkKind.Reset:
                // Before the abort, so that a receive that fails because of it reports the fault as the cause.
                _connection.Ends(isReset: true, next.Fault);
                _connection.Break(next.Error!);
                _inner.Abort();
                break;
            case ChunkKind.Close:
                await FinishInnerAsync(next.Fault);
                _connection.Step(() =>
                {
                    _connection.Close(next.Error!);
                    _connection.In.CutOff(next);
                });
                break;
            default:
                await FinishInnerAsync(next.Fault);
                break;
        }
    }

    private async ValueTask FinishInnerAsync(string? fault)
    {
        _connection.Ends(isReset: false, fault);
        await _inner.FinishAsync();
        _hasFinished = true;
    }

    private Chunk? Next() => _connection.Look(() =>
    {
        var next = _connection.Out.Output.Ready;
        if (next is { } chunk)
        {
            next = chunk.Head(Math.Min(chunk.Bytes.Length, MaxPiece));
            _connection.Out.Output.TakeReady(next.Value.Bytes.Length);
        }
        else
        {
            _isSending = 0;
        }

        _connection.Changed();
        return next;
    });
}
