namespace Tincan.Wires.Tls;

/// <summary>
/// A client's wire without TLS. If the server's first bytes are a TLS alert, it expects TLS: the receive fails with <see cref="CloseReason.Handshake"/>
/// instead of returning the alert.
/// </summary>
/// <param name="inner">The inner wire, which is disposed with this one.</param>
internal sealed class PlainWire(Wire inner) : DelegatingWire(inner)
{
    private TlsOpening _opening = new(TlsOpeningKind.Alert);

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default) =>
        _opening.IsDecided ? Inner.ReceiveAsync(buffer, cancel) : ReceiveFirstAsync(buffer, cancel);

    private async ValueTask<int> ReceiveFirstAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        var count = await Inner.ReceiveAsync(buffer, cancel);
        return _opening.IsFoundIn(buffer.Span[..count])
            ? throw new WireException(CloseReason.Handshake, $"{RemoteEndPoint} expects TLS: try --tls")
            : count;
    }
}
