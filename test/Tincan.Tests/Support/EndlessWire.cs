using System.Collections.Concurrent;
using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>A peer that never stops sending <c>x</c>, and fills whatever room it is given.</summary>
internal sealed class EndlessWire : Wire
{
    /// <summary>How much it was let send.</summary>
    public long Given { get; private set; }

    /// <summary>The thread of each send to it.</summary>
    public ConcurrentQueue<int> Senders { get; } = [];

    public override EndPoint LocalEndPoint => throw new NotSupportedException();

    public override EndPoint RemoteEndPoint => throw new NotSupportedException();

    public override ValueTask WaitForDataAsync(CancellationToken cancel = default) => ValueTask.CompletedTask;

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        buffer.Span.Fill((byte)'x');
        Given += buffer.Length;
        return new(buffer.Length);
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        Senders.Enqueue(Environment.CurrentManagedThreadId);
        return ValueTask.CompletedTask;
    }

    public override ValueTask FinishAsync(CancellationToken cancel = default) => ValueTask.CompletedTask;

    public override void Abort()
    {
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
