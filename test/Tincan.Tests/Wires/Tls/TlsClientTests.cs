using Tincan.Reloading;
using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Tls;

namespace Tincan.Tests.Wires.Tls;

/// <summary>What a client that goes on connecting for long believes and shows while its files are renewed.</summary>
public sealed class TlsClientTests : IDisposable
{
    private readonly TlsPair _pair = new();
    private readonly Certificates _others = new("Others");
    private readonly LogLines _log = new();

    public void Dispose()
    {
        _pair.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task Renewed_authorities_are_believed_by_the_next_connection()
    {
        var authorities = _pair.Certificates.Authority;
        var client = new TlsClient(_pair.ClientOptions());
        var server = new TlsServer(_pair.ServerOptions() with { CertificateFile = _others.Make() });
        using var reloader = new Reloader(client.Files, _log, _pair.Clock);
        await Assert.ThrowsAsync<ConnectException>(() => ConnectAsync(client, server));

        File.Copy(_others.Authority, authorities, overwrite: true);
        Look();

        await ConnectAsync(client, server);
        Assert.Equal([$"Information: {authorities} reloaded: 1 CA certificate"], _log.Lines);
    }

    [Fact]
    public async Task A_renewed_certificate_of_its_own_is_shown_on_the_next_connection_once_its_key_fits()
    {
        var (own, key) = (_pair.Certificates.Make("alice", file: "alice.pem"), _pair.Certificates["alice.key"]);
        File.Copy(own, key);
        var client = new TlsClient(_pair.ClientOptions() with { CertificateFile = own, KeyFile = key });
        var server = new TlsServer(_pair.ServerOptions() with { ClientCaFile = _others.Authority });
        using var reloader = new Reloader(client.Files, _log, _pair.Clock);

        File.Copy(_others.Make("alice"), own, overwrite: true);
        Look();
        Assert.EndsWith("the previous content stays in use", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.Equal(CloseReason.Handshake, await WireText.FailureOf(ConnectAsync(client, server)));

        File.Copy(own, key, overwrite: true);
        Look();
        await ConnectAsync(client, server);
        Assert.Equal($"Information: {own} reloaded: the certificate expires on 1970-01-06 00:00:00 UTC", _log.Lines[^1]);
    }

    [Fact]
    public void Without_files_there_is_nothing_to_look_after() => Assert.Empty(new TlsClient(new TlsClientOptions()).Files);

    private void Look()
    {
        _pair.Clock.Advance(Reloader.Period);
        _pair.Clock.Advance(Reloader.Period);
    }

    private static async Task ConnectAsync(TlsClient client, TlsServer server)
    {
        var (below, peer) = MemoryWire.CreatePair();
        await using var served = server.Wrap((Wire)peer);
        var connecting = client.ConnectAsync(below, TlsPair.Server);
        var serving = served.OpenAsync();
        await using var connected = await connecting.InTime();
        await serving.InTime();
    }
}
