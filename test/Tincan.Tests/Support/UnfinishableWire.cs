using System.Net;
using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>A wire that has something to send before FIN, which its peer never takes.</summary>
internal sealed class UnfinishableWire(Wire inner) : Wire
{
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the attempt fails with; null if it only never ends.</summary>
    public Exception? Failure { get; init; }

    public override EndPoint LocalEndPoint => inner.LocalEndPoint;

    public override EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public override Task OpenAsync(CancellationToken cancel = default) => inner.OpenAsync(cancel);

    public override ValueTask WaitForDataAsync(CancellationToken cancel = default) => inner.WaitForDataAsync(cancel);

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default) =>
        inner.ReceiveAsync(buffer, cancel);

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) => inner.SendAsync(bytes, cancel);

    public override ValueTask FinishAsync(CancellationToken cancel = default) => Failure is null ? new(_aborted.Task.WaitAsync(cancel)) : throw Failure;

    public override void Abort()
    {
        inner.Abort();
        _aborted.TrySetResult();
    }

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
