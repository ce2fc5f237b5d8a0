namespace Tincan.Wires;

/// <summary>A wire that receives from a stream, such as a file or standard input, and cannot send.</summary>
/// <param name="stream">The stream, which is disposed with the wire.</param>
internal sealed class StreamWire(Stream stream) : Wire
{
    public override EndPoint LocalEndPoint { get; } = new NamedEndPoint("input");

    public override EndPoint RemoteEndPoint => LocalEndPoint;

    /// <summary>Returns at once: a stream cannot tell whether a read would block.</summary>
    public override ValueTask WaitForDataAsync(CancellationToken cancel = default) => ValueTask.CompletedTask;

    /// <summary>Whether no receive waits, because the stream is a file. A read takes less time than to hand it to the thread pool.</summary>
    public bool IsFile => stream.CanSeek;

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default) =>
        IsFile ? new(stream.Read(buffer.Span)) : stream.ReadAsync(buffer, cancel);

    /// <summary>Not supported.</summary>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) =>
        throw new NotSupportedException("this wire only receives");

    public override ValueTask FinishAsync(CancellationToken cancel = default) => ValueTask.CompletedTask;

    public override void Abort() => stream.Dispose();

    public override ValueTask DisposeAsync() => stream.DisposeAsync();
}
