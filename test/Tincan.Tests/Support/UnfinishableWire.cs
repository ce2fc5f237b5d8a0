using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>A wire that has something to send before FIN, which its peer never takes.</summary>
internal sealed class UnfinishableWire(Wire inner) : DelegatingWire(inner)
{
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the attempt fails with; null if it only never ends.</summary>
    public Exception? Failure { get; init; }

    public override ValueTask FinishAsync(CancellationToken cancel = default) => Failure is null ? new(_aborted.Task.WaitAsync(cancel)) : throw Failure;

    public override void Abort()
    {
        Inner.Abort();
        _aborted.TrySetResult();
    }

}
