namespace Tincan.Framing;

/// <summary>Collects bytes to send in one write. While it is empty, it holds no memory.</summary>
public sealed class SendBuffer(Wire wire) : IBufferWriter<byte>, IDisposable
{
    private const int Smallest = 4 * 1024;

    /// <summary>Collecting more than this gains nothing, in bytes.</summary>
    private const int Enough = 32 * 1024;

    private byte[]? _bytes;
    private int _count;

    /// <summary>Whether enough was collected that it should be sent now.</summary>
    public bool IsFull => _count >= Enough;

    /// <summary>The number of bytes collected.</summary>
    public int Count => _count;

    /// <inheritdoc/>
    public void Advance(int count) => _count += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_count);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Sends everything in one write.</summary>
    public ValueTask FlushAsync(CancellationToken cancel)
    {
        if (_count == 0)
        {
            return ValueTask.CompletedTask;
        }

        var sending = wire.SendAsync(_bytes.AsMemory(0, _count), cancel);
        if (!sending.IsCompletedSuccessfully)
        {
            return FlushAsync(sending);
        }

        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes is not null)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = null;
        }

        _count = 0;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FlushAsync(ValueTask sending)
    {
        await sending;
        Dispose();
    }

    private void Reserve(int size)
    {
        _bytes ??= ArrayPool<byte>.Shared.Rent(Math.Max(size, Smallest));
        if (_bytes.Length - _count >= size)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_count + size, _bytes.Length * 2));
        _bytes.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
