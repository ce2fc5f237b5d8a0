namespace Tincan.Wires;

/// <summary>Reads a stream, such as a file or standard input, as if it were the receiving half of a connection.</summary>
/// <param name="stream">Where the bytes come from; the wire owns it.</param>
internal sealed class StreamWire(Stream stream) : Wire
{
    public override EndPoint LocalEndPoint { get; } = new NamedEndPoint("input");

    public override EndPoint RemoteEndPoint => LocalEndPoint;

    /// <summary>Returns at once: a stream cannot tell whether a read would block.</summary>
    public override ValueTask WaitForDataAsync(CancellationToken cancel = default) => ValueTask.CompletedTask;

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default) => stream.ReadAsync(buffer, cancel);

    /// <summary>Not possible: a stream that is read has no other end.</summary>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) =>
        throw new NotSupportedException("this wire only receives");

    public override ValueTask FinishAsync(CancellationToken cancel = default) => ValueTask.CompletedTask;

    public override void Abort() => stream.Dispose();

    public override ValueTask DisposeAsync() => stream.DisposeAsync();
}
