namespace Tincan.Wires;

/// <summary>One direction of a pair in memory: segments in order, a bounded window, and an end.</summary>
/// <param name="window">How many bytes may lie unread before the writer waits.</param>
/// <param name="arriving">
/// How many of them arrive at the reader, who can still read them after the writer's RST, as on Linux's loopback. There a writer also learns that the reader has
/// closed from the answer to its next write, which is lost without an error, and each read and write gives the other end the chance to run. Defaults to 0, a
/// network at its worst: RST overtakes all that is unread, and nothing is in between.
/// </param>
internal sealed class MemoryDirection(int window, int arriving = 0)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<ReadOnlyMemory<byte>> _segments = new();
    private TaskCompletionSource _changed = New();
    private int _unread;
    private bool _finished;
    private bool _isLost;
    private CloseReason? _readerBroken;
    private CloseReason? _writerBroken;

    private bool IsLoopback => arriving > 0;

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
        await TakeTurnsAsync();
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
                    _segments.AddLast(rest[..room].ToArray());
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

    /// <summary>The writer resets the connection: of what it has written, only what has arrived can still be read.</summary>
    public void BreakOff()
    {
        lock (_lock)
        {
            var hasFinArrived = IsLoopback && _finished && _unread <= arriving;
            while (_unread > arriving)
            {
                var last = _segments.Last!.Value;
                var lost = Math.Min(_unread - arriving, last.Length);
                _segments.RemoveLast();
                _unread -= lost;
                if (lost < last.Length)
                {
                    _segments.AddLast(last[..^lost]);
                }
            }

            _readerBroken ??= hasFinArrived ? null : CloseReason.PeerReset;
            _writerBroken ??= CloseReason.Aborted;
            Changed();
        }
    }

    /// <summary>The reader resets the connection.</summary>
    public void Refuse() => Drop(isReset: true);

    /// <summary>The reader has closed, and has read all that had come.</summary>
    public void Leave() => Drop(isReset: !IsLoopback);

    private void Drop(bool isReset)
    {
        lock (_lock)
        {
            _readerBroken = CloseReason.Aborted;
            _isLost = true;
            _writerBroken ??= isReset ? CloseReason.PeerReset : null;
            _segments.Clear();
            _unread = 0;
            Changed();
        }
    }

    /// <summary>Waits until there is something to read, and reads; 0 at the end.</summary>
    private async ValueTask<int> WhenAsync(Func<MemoryDirection, int> read, CancellationToken cancel)
    {
        await TakeTurnsAsync();
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            Task change;
            lock (_lock)
            {
                if (_segments.Count > 0)
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

    private async ValueTask TakeTurnsAsync()
    {
        if (IsLoopback)
        {
            await Task.Yield();
        }
    }

    private int Take(Memory<byte> buffer)
    {
        var segment = _segments.First!;
        var count = Math.Min(segment.Value.Length, buffer.Length);
        segment.Value[..count].CopyTo(buffer);
        segment.Value = segment.Value[count..];
        if (segment.Value.IsEmpty)
        {
            _segments.RemoveFirst();
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
