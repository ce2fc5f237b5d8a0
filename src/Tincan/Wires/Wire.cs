using System.Net;

namespace Tincan.Wires;

/// <summary>
/// One end of a connection, and the four things TCP lets an end do: receive, send, finish sending, abort.
/// Everything that records, encrypts or disturbs a connection is a wire around a wire, so a protocol never knows of it.
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
    /// Agrees with the peer on what comes before the conversation, such as TLS. Where nobody asks for it, or a wire does not override it, the first
    /// receive or send does it.
    /// </summary>
    /// <param name="cancel">Gives up waiting. The wire is good for <see cref="FinishAsync"/> still.</param>
    /// <exception cref="WireException">The ends could not agree, or the connection has ended.</exception>
    public virtual Task OpenAsync(CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>
    /// Waits until <see cref="ReceiveAsync"/> would return at once. Call it between two messages: an idle connection then holds no buffer, and a host
    /// may close the connection during this wait. The next receive then returns 0, as after the peer's FIN.
    /// </summary>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="WireException">The connection ended otherwise than by a FIN.</exception>
    public abstract ValueTask WaitForDataAsync(CancellationToken cancel = default);

    /// <summary>
    /// Receives what has arrived, at most <paramref name="buffer"/>'s length, waiting until there is something.
    /// </summary>
    /// <param name="buffer">Where the bytes go; room for one at least.</param>
    /// <param name="cancel">Gives up waiting. Nothing that has arrived is lost by it.</param>
    /// <returns>How many bytes came; 0 means that the peer has finished (FIN).</returns>
    /// <exception cref="WireException">The connection ended otherwise than by a FIN.</exception>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default);

    /// <summary>Sends all of <paramref name="bytes"/>, waiting while the peer's window is closed.</summary>
    /// <param name="bytes">The bytes; they may be reused when the call has completed.</param>
    /// <param name="cancel">Gives up waiting. How much was sent is then unknown: the wire is good only for <see cref="Abort"/>.</param>
    /// <exception cref="WireException">The connection has ended.</exception>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default);

    /// <summary>Says that nothing more will be sent (FIN). Receiving goes on. A second call does nothing.</summary>
    /// <param name="cancel">Gives up waiting for bytes that a wrapping wire still has to send first.</param>
    public abstract ValueTask FinishAsync(CancellationToken cancel = default);

    /// <summary>Ends both directions at once and tells the peer so (RST). Whatever is under way fails.</summary>
    public abstract void Abort();

    /// <summary>
    /// Lets go of the connection. TCP tells the peer FIN, or RST if bytes that had arrived were never received.
    /// </summary>
    public abstract ValueTask DisposeAsync();
}
