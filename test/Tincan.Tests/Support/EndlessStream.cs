namespace Tincan.Tests.Support;

/// <summary>A file that begins somehow and then has one byte for ever; how long it is it does not say, or says wrongly.</summary>
internal sealed class EndlessStream(byte[] beginning, byte rest, long? claimed = null) : Stream
{
    /// <summary>How much was read of it.</summary>
    public long Given { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => claimed is not null;

    public override bool CanWrite => false;

    public override long Length => claimed ?? throw new NotSupportedException();

    public override long Position
    {
        get => Given;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var begins = Given < beginning.Length ? beginning.AsSpan((int)Given) : [];
        var count = Math.Min(begins.Length, buffer.Length);
        begins[..count].CopyTo(buffer);
        buffer[count..].Fill(rest);
        Given += buffer.Length;
        return buffer.Length;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
