using Tincan.Files;

namespace Tincan.Wires;

/// <summary>
/// A wire as a <see cref="Stream"/>: reading receives, writing sends, disposing closes the connection. Its errors are <see cref="WireException"/>, an
/// <see cref="IOException"/>.
/// </summary>
/// <param name="wire">The connection, which is disposed with the stream.</param>
public sealed class WireStream(Wire wire) : UnseekableStream
{
    /// <summary>The connection, for what a stream cannot do: half-close (FIN), abort (RST).</summary>
    public Wire Wire => wire;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.IsEmpty ? WaitAsync(cancellationToken) : wire.ReceiveAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Blocks the calling thread. Prefer the asynchronous method.</summary>
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        wire.SendAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Blocks the calling thread. Prefer the asynchronous method.</summary>
    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await wire.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            wire.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }

    /// <summary>A read with an empty buffer waits for data, as with .NET's own streams.</summary>
    private async ValueTask<int> WaitAsync(CancellationToken cancel)
    {
        await wire.WaitForDataAsync(cancel);
        return 0;
    }
}
