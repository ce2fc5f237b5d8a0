namespace Tincan.Wires;

/// <summary>
/// One end of a connection, with the four things that TCP lets an end do: receive, send, finish sending, abort. What records, encrypts or
/// disturbs a connection is a wire around a wire (<see cref="DelegatingWire"/>), so a protocol never knows of it.
/// </summary>
/// <remarks>
/// One receive, or one wait for data, and one send may be under way at the same time; two of the same kind may not.
/// </remarks>
public abstract class Wire : IAsyncDisposable
{
    /// <summary>The address of this end.</summary>
    public abstract EndPoint LocalEndPoint { get; }

    /// <summary>The address of the other end.</summary>
    public abstract EndPoint RemoteEndPoint { get; }

    /// <summary>
    /// Does what comes before the conversation, such as the TLS handshake. If nobody calls it, the first receive or send does the same.
    /// </summary>
    /// <param name="cancel">Stops waiting. <see cref="FinishAsync"/> still works after that.</param>
    /// <exception cref="WireException">The handshake failed, or the connection has ended.</exception>
    public virtual Task OpenAsync(CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>
    /// Waits until <see cref="ReceiveAsync"/> would return at once. Call it between two messages: an idle connection then holds no buffer, and a host
    /// may close the connection during this wait. The next receive then returns 0, as after the peer's FIN.
    /// </summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="WireException">The connection ended otherwise than by a FIN.</exception>
    public abstract ValueTask WaitForDataAsync(CancellationToken cancel = default);

    /// <summary>
    /// Receives what has arrived, at most <paramref name="buffer"/>'s length, waiting until there is something.
    /// </summary>
    /// <param name="buffer">Where the bytes go; room for one at least.</param>
    /// <param name="cancel">Stops waiting. Nothing that has arrived is lost.</param>
    /// <returns>How many bytes were received; 0 means that the peer has finished (FIN).</returns>
    /// <exception cref="WireException">The connection ended otherwise than by a FIN.</exception>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default);

    /// <summary>Sends all of <paramref name="bytes"/>, waiting while the peer's window is closed.</summary>
    /// <param name="bytes">The bytes; they may be reused when the call has completed.</param>
    /// <param name="cancel">Stops waiting. How much was sent is then unknown, and the only sensible call is <see cref="Abort"/>.</param>
    /// <exception cref="WireException">The connection has ended.</exception>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default);

    /// <summary>Sends a FIN; the connection can still receive. A second call does nothing.</summary>
    /// <param name="cancel">Stops waiting for bytes that a wire around this one still has to send first.</param>
    public abstract ValueTask FinishAsync(CancellationToken cancel = default);

    /// <summary>Resets the connection (RST): both directions end at once, and calls that are under way fail.</summary>
    public abstract void Abort();

    /// <summary>
    /// Closes the connection. The peer sees a FIN, or an RST if bytes that had arrived were never received.
    /// </summary>
    public abstract ValueTask DisposeAsync();
}
