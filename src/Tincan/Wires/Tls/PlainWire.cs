namespace Tincan.Wires.Tls;

/// <summary>
/// A client's wire without TLS. A server that answers with a TLS alert wants TLS: the receive then fails with <see cref="CloseReason.Handshake"/> instead of
/// handing on seven bytes that mean nothing to anybody.
/// </summary>
/// <param name="inner">The wire; this one owns it.</param>
public sealed class PlainWire(Wire inner) : DelegatingWire(inner)
{
    private TlsOpening _opening = new(TlsOpeningKind.Alert);

    /// <summary>Makes connections whose wires recognize a server that wants TLS.</summary>
    /// <param name="connect">Connects without TLS.</param>
    public static Func<WireAddress, CancellationToken, Task<Wire>> Around(Func<WireAddress, CancellationToken, Task<Wire>> connect) =>
        async (server, cancel) => new PlainWire(await connect(server, cancel));

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default) =>
        _opening.IsDecided ? Inner.ReceiveAsync(buffer, cancel) : ReceiveFirstAsync(buffer, cancel);

    private async ValueTask<int> ReceiveFirstAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        var count = await Inner.ReceiveAsync(buffer, cancel);
        return _opening.IsFoundIn(buffer.Span[..count])
            ? throw new WireException(CloseReason.Handshake, $"{RemoteEndPoint} speaks TLS, and this client does not: try --tls")
            : count;
    }
}
