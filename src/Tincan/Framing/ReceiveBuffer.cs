namespace Tincan.Framing;

/// <summary>
/// Bytes that have arrived on a wire and are not yet consumed. It starts small and grows as a message needs; while it is empty, it holds no memory.
/// </summary>
public sealed class ReceiveBuffer(Wire wire) : IDisposable
{
    private const int Smallest = 4 * 1024;
    private const int Bulk = 64 * 1024;

    private readonly IMessageProgress? _progress = wire as IMessageProgress;
    private byte[]? _bytes;
    private int _start;
    private int _end;
    private int _nextSize = Smallest;

    /// <summary>What a wait has waited for was not received yet: the next receive need not wait.</summary>
    private bool _hasWaited;

    /// <summary>Everything that is not consumed. Valid until the next receive.</summary>
    public ReadOnlyMemory<byte> Unread => _bytes.AsMemory(_start, _end - _start);

    /// <summary>The peer has finished; nothing arrives after <see cref="Unread"/>.</summary>
    public bool Ended { get; private set; }

    /// <summary>Removes a message from the front. Its memory stays valid until the next receive.</summary>
    public void Consume(int count)
    {
        _start += count;
        _progress?.MessageReceived();
    }

    /// <summary>Removes bytes from the front that are not a message.</summary>
    public void Skip(int count) => _start += count;

    /// <summary>Waits between messages until more bytes or the end of the stream have arrived. Within a message, and after the end, it does not wait.</summary>
    public ValueTask WaitForDataAsync(CancellationToken cancel)
    {
        Tell();
        if (Ended || _start < _end)
        {
            return ValueTask.CompletedTask;
        }

        // What was cancelled has to be waited for again.
        _hasWaited = !cancel.CanBeCanceled;
        Release();
        return wire.WaitForDataAsync(cancel);
    }

    /// <summary>Waits for more bytes or for the end of the stream.</summary>
    public ValueTask ReceiveAsync(CancellationToken cancel)
    {
        var waiting = _hasWaited ? ValueTask.CompletedTask : WaitForDataAsync(cancel);
        if (!waiting.IsCompletedSuccessfully)
        {
            return ReceiveAsync(waiting, cancel);
        }

        var receiving = Receive(cancel);
        if (!receiving.IsCompletedSuccessfully)
        {
            return ReceiveAsync(receiving);
        }

        Add(receiving.Result);
        return ValueTask.CompletedTask;
    }

    /// <summary>Waits for more bytes or for the end of the stream, but not longer than <paramref name="quiet"/>.</summary>
    /// <returns>False if nothing arrived.</returns>
    /// <remarks>The wait is cancelled at the end: a pending receive would look idle to the host, and overlap with the next receive.</remarks>
    public async ValueTask<bool> ReceiveWithinAsync(TimeSpan quiet, TimeProvider time, CancellationToken cancel)
    {
        using var silence = new CancellationTokenSource(quiet, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancel);
        Tell();
        try
        {
            await wire.WaitForDataAsync(either.Token);
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return false;
        }

        // What has arrived counts, even if the time is over.
        await ReceiveAsync(cancel);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => Release();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReceiveAsync(ValueTask waiting, CancellationToken cancel)
    {
        await waiting;
        Add(await Receive(cancel));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReceiveAsync(ValueTask<int> receiving) => Add(await receiving);

    private ValueTask<int> Receive(CancellationToken cancel)
    {
        if (Ended)
        {
            return new(0);
        }

        MakeRoom();
        _hasWaited = false;
        return wire.ReceiveAsync(_bytes.AsMemory(_end), cancel);
    }

    private void Add(int count)
    {
        _end += count;
        Ended = count == 0;
        if (_end == _bytes?.Length)
        {
            _nextSize = Math.Max(_nextSize, Math.Min(_bytes.Length * 2, Bulk));
        }
    }

    private void Tell()
    {
        if (_progress is not null)
        {
            _progress.IsMidMessage = _start < _end;
        }
    }

    private void MakeRoom()
    {
        if (_bytes is null)
        {
            _bytes = ArrayPool<byte>.Shared.Rent(_nextSize);
            _start = _end = 0;
        }
        else if (_end == _bytes.Length)
        {
            var unread = _bytes.AsSpan(_start.._end);
            var target = unread.Length > _bytes.Length / 2 ? ArrayPool<byte>.Shared.Rent(_bytes.Length * 2) : _bytes;
            unread.CopyTo(target);
            (_start, _end) = (0, unread.Length);
            if (target != _bytes)
            {
                ArrayPool<byte>.Shared.Return(_bytes);
                _bytes = target;
            }
        }
    }

    private void Release()
    {
        if (_bytes is not null)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = null;
        }

        (_start, _end) = (0, 0);
    }
}
