using Tincan.Wires;

namespace Tincan.Faults;

/// <summary>Takes what the conversation sends, as far as there is room, and sends what the faults let go.</summary>
internal sealed class FaultySender
{
    /// <summary>How long a wire that is let go waits for a peer that takes nothing.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    private readonly Wire _inner;
    private readonly FaultyLink _link;
    private readonly TimeProvider _time;
    private Task _sending = Task.CompletedTask;
    private int _isSending;
    private bool _isFinished;

    public FaultySender(Wire inner, FaultyLink link, TimeProvider time)
    {
        _inner = inner;
        _link = link;
        _time = time;
        link.HasToSend = Begin;
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (!bytes.IsEmpty)
        {
            var room = await _link.RoomAsync(_link.Out, cancel);
            var part = bytes[..Math.Min(bytes.Length, room)];
            WireException? closed = null;
            _link.Step(() =>
            {
                closed = _link.Closed ?? (_isFinished ? WireException.Finished() : null);
                if (closed is null)
                {
                    _link.Out.Arrive(part.Span);
                }
            });
            if (closed is not null)
            {
                throw new WireException(closed.Reason, closed.Message, closed);
            }

            bytes = bytes[part.Length..];
        }
    }

    /// <summary>Ends when all has gone out that will; a FIN that is held for ever never does.</summary>
    public async ValueTask FinishAsync(CancellationToken cancel)
    {
        if (!_isFinished)
        {
            _isFinished = true;
            _link.Step(() => _link.Out.End(new Chunk { Kind = ChunkKind.Fin }));
        }

        await _link.WhenAsync<bool>(() => _link.Out.IsEmpty && _isSending == 0 ? true : null, cancel);
    }

    /// <summary>Waits until all has gone out that will; what is held for ever does not.</summary>
    public async Task SendRestAsync()
    {
        try
        {
            while (Rest() is { } rest)
            {
                using var limit = new CancellationTokenSource(rest.IsDue ? Timeout.InfiniteTimeSpan : Linger, _time);
                await _link.WhenAsync<bool>(() => Rest() != rest ? true : null, limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            _inner.Abort();
        }
    }

    /// <summary>To be called when the wire inside is closed, and no send can go on.</summary>
    public Task StopAsync() => _sending;

    /// <summary>What has to go out: how much, and whether it only waits for its time.</summary>
    private (long Bytes, bool IsDue)? Rest() => _link.Look<(long, bool)?>(() =>
        _isSending == 0 && (_link.Out.IsEmpty || _link.Out.IsStuck) ? null : (_link.Out.Held, _link.Out.Due is not null));

    private void Begin()
    {
        if (Interlocked.Exchange(ref _isSending, 1) == 0)
        {
            _sending = SendAllAsync();
        }
    }

    private async Task SendAllAsync()
    {
        try
        {
            while (Next() is { } next)
            {
                await SendAsync(next);
            }
        }
        catch (WireException error)
        {
            _link.Step(() =>
            {
                _isSending = 0;
                _link.Close(error);
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
                _inner.Abort();
                _link.Break(next.Error!);
                break;
            case ChunkKind.Close:
                await _inner.FinishAsync();
                _link.Step(() =>
                {
                    _link.Close(next.Error!);
                    _link.In.CutOff(next);
                });
                break;
            default:
                await _inner.FinishAsync();
                break;
        }
    }

    private Chunk? Next() => _link.Look(() =>
    {
        var next = _link.Out.Ready;
        if (next is { } chunk)
        {
            _link.Out.TakeReady(chunk.Bytes.Length);
        }
        else
        {
            _isSending = 0;
        }

        _link.Changed();
        return next;
    });
}
