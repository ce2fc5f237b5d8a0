namespace Tincan.Wires;

/// <summary>
/// One end of a connection, with the operations of TCP: receive, send, half-close (FIN), abort (RST), close. Recording, encryption and faults are wires
/// around a wire (<see cref="DelegatingWire"/>), so a protocol does not depend on them.
/// </summary>
/// <remarks>
/// One receive (or wait for data) and one send may be pending at the same time, but not two of the same kind.
/// </remarks>
public abstract class Wire : IAsyncDisposable
{
    /// <summary>The address of this end.</summary>
    public abstract EndPoint LocalEndPoint { get; }

    /// <summary>The address of the other end.</summary>
    public abstract EndPoint RemoteEndPoint { get; }

    /// <summary>
    /// Completes the connection before the first message: the TLS handshake, for example. Otherwise the first receive or send does this.
    /// </summary>
    /// <param name="cancel">Stops waiting. <see cref="FinishAsync"/> still works after that.</param>
    /// <exception cref="WireException">The handshake failed, or the connection has ended.</exception>
    public virtual Task OpenAsync(CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>
    /// Waits until <see cref="ReceiveAsync"/> would return at once. Call it between messages: an idle connection then holds no buffer, and a host
    /// may close the connection during this wait. The next receive then returns 0, as after the peer's FIN.
    /// </summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="WireException">The connection was reset, lost or timed out.</exception>
    public abstract ValueTask WaitForDataAsync(CancellationToken cancel = default);

    /// <summary>
    /// Receives the bytes that have arrived, up to the length of <paramref name="buffer"/>. Waits if there are none.
    /// </summary>
    /// <param name="buffer">The buffer, at least one byte long.</param>
    /// <param name="cancel">Stops waiting. No received byte is lost.</param>
    /// <returns>The number of bytes; 0 after the peer's FIN.</returns>
    /// <exception cref="WireException">The connection was reset, lost or timed out.</exception>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default);

    /// <summary>Sends all of <paramref name="bytes"/>. Waits while the peer does not read (backpressure).</summary>
    /// <param name="bytes">The bytes. The memory can be reused once the call has completed.</param>
    /// <param name="cancel">Stops waiting. How much was sent is then unknown: call <see cref="Abort"/>.</param>
    /// <exception cref="WireException">The connection was closed, reset, lost or timed out.</exception>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default);

    /// <summary>Sends a FIN; the connection can still receive. A second call does nothing.</summary>
    /// <param name="cancel">Stops waiting where the FIN is delayed: by a fault, or because the peer does not read the TLS close_notify.</param>
    public abstract ValueTask FinishAsync(CancellationToken cancel = default);

    /// <summary>Resets the connection (RST). Both directions end at once, and pending calls fail.</summary>
    public abstract void Abort();

    /// <summary>
    /// Closes the connection. The peer sees a FIN, or an RST if received bytes were unread.
    /// </summary>
    public abstract ValueTask DisposeAsync();
}
