namespace Tincan.Wires;

/// <summary>One direction of a pair in memory: chunks in order, a bounded window, and a FIN or RST at the end.</summary>
/// <param name="window">The number of unread bytes at which a writer waits.</param>
/// <param name="receiveBuffer">
/// How many unread bytes survive an RST from the writer, because they are in the reader's receive buffer. If above 0, the direction behaves like Linux's
/// loopback: the first write after the reader has closed is lost without an error, the next one fails, and each read or write lets the peer run first.
/// Defaults to 0, the worst case: an RST discards everything unread.
/// </param>
internal sealed class MemoryDirection(int window, int receiveBuffer = 0)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<ReadOnlyMemory<byte>> _chunks = new();
    private TaskCompletionSource _changed = New();
    private int _unread;
    private bool _finished;
    private bool _isLost;
    private CloseReason? _readerBroken;
    private CloseReason? _writerBroken;

    private bool IsLoopback => receiveBuffer > 0;

    public bool HasUnread
    {
        get
        {
            lock (_lock)
            {
                return _unread > 0;
            }
        }
    }

    public async ValueTask WaitForDataAsync(CancellationToken cancel) => await WhenAsync(static _ => 0, cancel);

    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel) => WhenAsync(direction => direction.Take(buffer), cancel);

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var rest = bytes;
        await YieldAsync();
        while (!rest.IsEmpty)
        {
            cancel.ThrowIfCancellationRequested();
            Task? change = null;
            lock (_lock)
            {
                ThrowIf(_writerBroken);
                if (_finished)
                {
                    throw WireException.Finished();
                }

                var room = Math.Min(window - _unread, rest.Length);
                if (_isLost)
                {
                    _writerBroken = CloseReason.PeerReset;
                    return;
                }

                if (room > 0)
                {
                    _chunks.AddLast(rest[..room].ToArray());
                    _unread += room;
                    rest = rest[room..];
                    Changed();
                }
                else
                {
                    change = _changed.Task;
                }
            }

            if (change is not null)
            {
                await change.OnContext().WaitAsync(cancel);
            }
        }
    }

    public void Finish()
    {
        lock (_lock)
        {
            _finished = true;
            Changed();
        }
    }

    /// <summary>The writer resets the connection. Only what is in the receive buffer can still be read.</summary>
    public void ResetByWriter()
    {
        lock (_lock)
        {
            var hasFinArrived = IsLoopback && _finished && _unread <= receiveBuffer;
            while (_unread > receiveBuffer)
            {
                var last = _chunks.Last!.Value;
                var lost = Math.Min(_unread - receiveBuffer, last.Length);
                _chunks.RemoveLast();
                _unread -= lost;
                if (lost < last.Length)
                {
                    _chunks.AddLast(last[..^lost]);
                }
            }

            _readerBroken ??= hasFinArrived ? null : CloseReason.PeerReset;
            _writerBroken ??= CloseReason.Aborted;
            Changed();
        }
    }

    /// <summary>The reader resets the connection.</summary>
    public void ResetByReader() => Discard(isReset: true);

    /// <summary>The reader closes, with nothing unread.</summary>
    public void CloseReader() => Discard(isReset: !IsLoopback);

    private void Discard(bool isReset)
    {
        lock (_lock)
        {
            _readerBroken = CloseReason.Aborted;
            _isLost = true;
            _writerBroken ??= isReset ? CloseReason.PeerReset : null;
            _chunks.Clear();
            _unread = 0;
            Changed();
        }
    }

    /// <summary>Waits for bytes or a FIN, and reads; 0 after a FIN.</summary>
    private async ValueTask<int> WhenAsync(Func<MemoryDirection, int> read, CancellationToken cancel)
    {
        await YieldAsync();
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            Task change;
            lock (_lock)
            {
                if (_chunks.Count > 0)
                {
                    return read(this);
                }

                ThrowIf(_readerBroken);
                if (_finished)
                {
                    return 0;
                }

                change = _changed.Task;
            }

            await change.OnContext().WaitAsync(cancel);
        }
    }

    private async ValueTask YieldAsync()
    {
        if (IsLoopback)
        {
            await Task.Yield();
        }
    }

    private int Take(Memory<byte> buffer)
    {
        var chunk = _chunks.First!;
        var count = Math.Min(chunk.Value.Length, buffer.Length);
        chunk.Value[..count].CopyTo(buffer);
        chunk.Value = chunk.Value[count..];
        if (chunk.Value.IsEmpty)
        {
            _chunks.RemoveFirst();
        }

        _unread -= count;
        Changed();
        return count;
    }

    private void Changed()
    {
        var changed = _changed;
        _changed = New();
        changed.SetResult();
    }

    private static void ThrowIf(CloseReason? broken)
    {
        if (broken is { } reason)
        {
            throw new WireException(reason, reason == CloseReason.PeerReset ? "connection reset by peer" : "connection aborted");
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
