using Tincan.Wires;

namespace Tincan.Framing;

/// <summary>
/// What has arrived on a wire and was not yet taken as a message. It starts small, grows while a message needs it, and while nothing is
/// there it holds no memory.
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

    /// <summary>Everything that was not consumed. Good until the next receive.</summary>
    public ReadOnlyMemory<byte> Unread => _bytes.AsMemory(_start.._end);

    /// <summary>The peer has finished; nothing will come behind <see cref="Unread"/>.</summary>
    public bool Ended { get; private set; }

    /// <summary>Takes a message from the front. Its bytes stay where they are until the next receive.</summary>
    public void Consume(int count)
    {
        _start += count;
        _progress?.Took();
    }

    /// <summary>Drops bytes from the front that are no message.</summary>
    public void Skip(int count) => _start += count;

    /// <summary>Waits for more bytes, or for the end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ReceiveAsync(CancellationToken cancel)
    {
        if (Ended)
        {
            return;
        }

        Tell();
        if (_start == _end)
        {
            Release();
            await wire.WaitForDataAsync(cancel);
        }

        MakeRoom();
        var count = await wire.ReceiveAsync(_bytes.AsMemory(_end), cancel);
        _end += count;
        Ended = count == 0;
        if (_end == _bytes!.Length)
        {
            _nextSize = Math.Max(_nextSize, Math.Min(_bytes.Length * 2, Bulk));
        }
    }

    /// <summary>Waits for more bytes or for the end, but no longer than <paramref name="quiet"/>.</summary>
    /// <returns>False if all was quiet.</returns>
    /// <remarks>The wait is given up when it is over: a receive left under way would look like idleness, and meet the next one.</remarks>
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

        // Whatever the clock says: what has arrived counts.
        await ReceiveAsync(cancel);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => Release();

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
