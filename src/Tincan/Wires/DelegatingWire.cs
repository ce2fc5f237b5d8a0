namespace Tincan.Wires;

/// <summary>A wire that forwards every call to an inner wire. Derive from it and override what should differ.</summary>
/// <param name="inner">The inner wire, which is disposed with this one.</param>
public abstract class DelegatingWire(Wire inner) : Wire
{
    /// <inheritdoc/>
    public override EndPoint LocalEndPoint => Inner.LocalEndPoint;

    /// <inheritdoc/>
    public override EndPoint RemoteEndPoint => Inner.RemoteEndPoint;

    /// <summary>The inner wire.</summary>
    protected Wire Inner { get; } = inner;

    /// <inheritdoc/>
    public override Task OpenAsync(CancellationToken cancel = default) => Inner.OpenAsync(cancel);

    /// <inheritdoc/>
    public override ValueTask WaitForDataAsync(CancellationToken cancel = default) => Inner.WaitForDataAsync(cancel);

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default) => Inner.ReceiveAsync(buffer, cancel);

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) => Inner.SendAsync(bytes, cancel);

    /// <inheritdoc/>
    public override ValueTask FinishAsync(CancellationToken cancel = default) => Inner.FinishAsync(cancel);

    /// <inheritdoc/>
    public override void Abort() => Inner.Abort();

    /// <inheritdoc/>
    [SuppressMessage("Usage", "CA1816", Justification = "No wire has a finalizer.")]
    public override ValueTask DisposeAsync() => Inner.DisposeAsync();
}
