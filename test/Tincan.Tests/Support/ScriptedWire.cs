using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>
/// A wire whose peer is the test: what is sent is written down, and what arrives does so on the test's thread, inside of the call.
/// </summary>
internal sealed class ScriptedWire(Func<string> now) : Wire
{
    private readonly Lock _lock = new();
    private readonly Queue<ReadOnlyMemory<byte>> _arrived = new();
    private TaskCompletionSource _changed = new();
    private TaskCompletionSource? _window;
    private WireException? _error;
    private bool _isFinished;
    private int _underWay;

    /// <summary>What went out: <c>200 abc</c> for a segment after 200 ms, <c>200 FIN</c>, <c>200 RST</c>.</summary>
    public List<string> Log { get; } = [];

    /// <summary>How many bytes the wire's user has received.</summary>
    public int Taken { get; private set; }

    /// <summary>Something lies here that was not received, FIN included.</summary>
    public bool HasUntaken
    {
        get
        {
            lock (_lock)
            {
                return _error is null && (_arrived.Count > 0 || (_isFinished && !IsFinTaken));
            }
        }
    }

    /// <summary>How many calls wait inside of this wire.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    public bool IsFinTaken { get; private set; }

    public bool IsDisposed { get; private set; }

    public override EndPoint LocalEndPoint => new NamedEndPoint("own");

    public override EndPoint RemoteEndPoint => new NamedEndPoint("peer");

    /// <summary>Bytes as a text that does not depend on how they were cut.</summary>
    public static string Show(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var one in bytes)
        {
            text.Append(char.IsAsciiLetterOrDigit((char)one) ? $"{(char)one}" : Escape.ForTerminal([one]));
        }

        return text.ToString();
    }

    public void Arrive(byte[] segment)
    {
        lock (_lock)
        {
            _arrived.Enqueue(segment);
        }

        Changed();
    }

    public void ArriveFin()
    {
        _isFinished = true;
        Changed();
    }

    public void Fail(CloseReason reason)
    {
        _error ??= new WireException(reason, $"{reason}");
        Changed();
        _window?.TrySetException(_error);
    }

    /// <summary>From here on the peer takes nothing.</summary>
    public void CloseWindow() => _window = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task WhenTakenAsync(int count)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (Taken >= count)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.InTime();
        }
    }

    public override async ValueTask WaitForDataAsync(CancellationToken cancel = default) => await ReceiveAsync(Memory<byte>.Empty, cancel);

    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            while (true)
            {
                Task changed;
                lock (_lock)
                {
                    if (TryTake(buffer.Span) is { } count)
                    {
                        return count;
                    }

                    changed = _changed.Task;
                }

                await changed.WaitAsync(cancel);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        if (_error is not null)
        {
            throw _error;
        }

        Log.Add($"{now()} {Show(bytes.Span)}");
        if (_window is { } window)
        {
            Interlocked.Increment(ref _underWay);
            try
            {
                await window.Task.WaitAsync(cancel);
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }
        }
    }

    public override ValueTask FinishAsync(CancellationToken cancel = default)
    {
        Log.Add($"{now()} FIN");
        return ValueTask.CompletedTask;
    }

    public override void Abort()
    {
        if (_error is null)
        {
            Log.Add($"{now()} RST");
        }

        Fail(CloseReason.Aborted);
    }

    public override ValueTask DisposeAsync()
    {
        IsDisposed = true;
        Fail(CloseReason.Aborted);
        return ValueTask.CompletedTask;
    }

    private int? TryTake(Span<byte> buffer)
    {
        if (_error is not null)
        {
            throw _error;
        }

        if (!_arrived.TryPeek(out var first))
        {
            IsFinTaken |= _isFinished && !buffer.IsEmpty;
            return _isFinished ? 0 : null;
        }

        if (buffer.IsEmpty)
        {
            return 0;
        }

        _arrived.Dequeue();
        var count = Math.Min(first.Length, buffer.Length);
        first.Span[..count].CopyTo(buffer);
        if (count < first.Length)
        {
            // What is left comes first again.
            var rest = _arrived.ToArray();
            _arrived.Clear();
            _arrived.Enqueue(first[count..]);
            Array.ForEach(rest, _arrived.Enqueue);
        }

        Taken += count;
        Changed();
        return count;
    }

    private void Changed()
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            changed = _changed;
            _changed = new();
        }

        changed.TrySetResult();
    }
}
