namespace Tincan.Wires.Tls;

/// <summary>A listener whose connections use TLS.</summary>
internal sealed class TlsListener(WireListener inner, TlsServer server) : WireListener
{
    public override EndPoint LocalEndPoint => inner.LocalEndPoint;

    public override async ValueTask<Wire> AcceptAsync(CancellationToken cancel) => server.Wrap(await inner.AcceptAsync(cancel));

    public override bool TryAccept([NotNullWhen(true)] out Wire? wire)
    {
        wire = inner.TryAccept(out var plain) ? server.Wrap(plain) : null;
        return wire is not null;
    }

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
