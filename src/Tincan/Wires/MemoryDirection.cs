namespace Tincan.Wires;

/// <summary>One direction of a pair in memory: segments in order, a bounded window, and an end.</summary>
internal sealed class MemoryDirection(int window)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<ReadOnlyMemory<byte>> _segments = new();
    private TaskCompletionSource _changed = New();
    private int _unread;
    private bool _finished;
    private CloseReason? _readerBroken;
    private CloseReason? _writerBroken;

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

    public void Break(CloseReason reader, CloseReason writer)
    {
        lock (_lock)
        {
            _readerBroken ??= reader;
            _writerBroken ??= writer;
            _segments.Clear();
            _unread = 0;
            Changed();
        }
    }

    /// <summary>Waits until there is something to read, and reads; 0 at the end.</summary>
    private async ValueTask<int> WhenAsync(Func<MemoryDirection, int> read, CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            Task change;
            lock (_lock)
            {
                ThrowIf(_readerBroken);
                if (_segments.Count > 0)
                {
                    return read(this);
                }

                if (_finished)
                {
                    return 0;
                }

                change = _changed.Task;
            }

            await change.OnContext().WaitAsync(cancel);
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
