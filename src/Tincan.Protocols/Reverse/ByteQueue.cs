namespace Tincan.Protocols.Reverse;

/// <summary>Bytes that are added at the end and removed from the front.</summary>
internal sealed class ByteQueue : IBufferWriter<byte>
{
    private byte[] _bytes = [];
    private int _start;
    private int _end;

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(_start.._end);

    public int Count => _end - _start;

    /// <summary>Removes bytes from the front.</summary>
    public void Take(int count)
    {
        _start += count;
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }
    }

    public void Clear() => Take(Count);

    public void Advance(int count) => _end += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var size = Math.Max(sizeHint, 1);
        if (_bytes.Length - _end < size)
        {
            var target = _bytes.Length < 2 * (Count + size) ? new byte[4 * (Count + size)] : _bytes;
            Span.CopyTo(target);
            (_bytes, _start, _end) = (target, 0, Count);
        }

        return _bytes.AsMemory(_end);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
