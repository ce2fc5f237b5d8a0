using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Wires.Tls;

public sealed class TlsServerTests : IDisposable
{
    private readonly TlsPair _pair = new();
    private readonly LogLines _log = new();

    [Fact]
    public async Task A_renewed_certificate_goes_to_new_connections_and_the_open_one_goes_on()
    {
        var options = _pair.ServerOptions();
        var server = new TlsServer(options, _log);
        var (client, served) = await ConnectAsync(server, "localhost");

        Rewrite(options.CertificateFile, () => _pair.Certificates.Make("renewed.example"));
        await ConnectAsync(server, "localhost");
        _pair.Clock.Advance(TimeSpan.FromSeconds(1));
        await ConnectAsync(server, "renewed.example");

        Assert.Contains("was renewed", Assert.Single(_log.Lines), StringComparison.Ordinal);
        await client.SayAsync("still here");
        Assert.Equal("still here", await served.HearAsync());
    }

    [Fact]
    public async Task A_bad_new_file_leaves_the_old_one_serving_and_is_told_once()
    {
        var options = _pair.ServerOptions();
        var server = new TlsServer(options, _log);
        Rewrite(options.CertificateFile, () => File.WriteAllText(options.CertificateFile, "half a cert"));
        _pair.Clock.Advance(TimeSpan.FromSeconds(1));
        await ConnectAsync(server, "localhost");
        _pair.Clock.Advance(TimeSpan.FromSeconds(1));
        await ConnectAsync(server, "localhost");
        Assert.EndsWith(
            $"the new certificate is not used, the old one goes on serving: {options.CertificateFile}: there is no certificate in PEM form in it",
            Assert.Single(_log.Lines),
            StringComparison.Ordinal);

        Rewrite(options.CertificateFile, () => File.Delete(options.CertificateFile));
        _pair.Clock.Advance(TimeSpan.FromSeconds(1));
        await ConnectAsync(server, "localhost");
        Rewrite(options.CertificateFile, () => _pair.Certificates.Make("renewed.example"));
        _pair.Clock.Advance(TimeSpan.FromSeconds(1));
        await ConnectAsync(server, "renewed.example");
    }

    [Fact]
    public void A_key_that_cannot_be_used_is_told_with_its_file()
    {
        var certificate = _pair.Certificates.Make();
        var other = _pair.Certificates.Make("other", file: "other.pem");
        Fails(new() { CertificateFile = certificate, KeyFile = other }, $"{other}: the private key does not fit the certificate of {certificate}, or is damaged");
        Fails(new() { CertificateFile = _pair.Certificates.Authority }, $"{_pair.Certificates.Authority}: there is no private key in PEM form in it");
        Fails(new() { CertificateFile = "/no/file" }, "/no/file: there is no such file");

        using var key = System.Security.Cryptography.RSA.Create(1024);
        var parameters = new System.Security.Cryptography.PbeParameters(
            System.Security.Cryptography.PbeEncryptionAlgorithm.Aes128Cbc, System.Security.Cryptography.HashAlgorithmName.SHA256, 1);
        var locked = _pair.Certificates["locked.pem"];
        File.WriteAllText(locked, key.ExportEncryptedPkcs8PrivateKeyPem("x", parameters));
        Fails(
            new() { CertificateFile = certificate, KeyFile = locked },
            $"{locked}: the private key is encrypted, and nobody is here to type its password: decrypt it with 'openssl pkey'");
    }

    public void Dispose() => _pair.Dispose();

    /// <summary>A file that is written within the tick of the last time counts as written later.</summary>
    private static void Rewrite(string file, Action write)
    {
        var written = File.GetLastWriteTimeUtc(file);
        write();
        if (File.Exists(file))
        {
            File.SetLastWriteTimeUtc(file, written.AddSeconds(2));
        }
    }

    private static void Fails(TlsServerOptions options, string message) =>
        Assert.Equal(message, Assert.Throws<BadFileException>(() => new TlsServer(options)).Message);

    private async Task<(TlsWire Client, TlsWire Server)> ConnectAsync(TlsServer server, string name)
    {
        var (below, peer) = MemoryWire.CreatePair();
        var served = server.Wrap((Wire)peer);
        var connecting = new TlsClient(_pair.ClientOptions() with { Name = name }).ConnectAsync(below, TlsPair.Server);
        await served.HandshakeAsync().InTime();
        return (await connecting.InTime(), served);
    }
}
