using Tincan.Reloading;
using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Tls;

namespace Tincan.Tests.Wires.Tls;

public sealed class TlsServerTests : IDisposable
{
    private readonly TlsPair _pair = new();
    private readonly LogLines _log = new();

    [Fact]
    public async Task A_renewed_certificate_goes_to_new_connections_and_the_open_one_goes_on()
    {
        var options = _pair.ServerOptions();
        var server = new TlsServer(options);
        using var reloader = new Reloader([server.Files], _log, _pair.Clock);
        var (client, served) = await ConnectAsync(server, "localhost");

        _pair.Certificates.Make("renewed.example");
        await ConnectAsync(server, "localhost");
        Look();
        await ConnectAsync(server, "renewed.example");

        Assert.Equal([$"Information: {options.CertificateFile} reloaded: the certificate expires on 1970-01-06 00:00:00 UTC"], _log.Lines);
        await client.SendTextAsync("still here");
        Assert.Equal("still here", await served.ReceiveTextAsync());
    }

    [Fact]
    public async Task Without_a_reloader_the_files_are_read_once()
    {
        var server = new TlsServer(_pair.ServerOptions());
        _pair.Certificates.Make("renewed.example");
        Look();
        await ConnectAsync(server, "localhost");
    }

    [Fact]
    public async Task A_bad_new_file_leaves_the_old_one_in_use_and_is_reported_once()
    {
        var options = _pair.ServerOptions();
        var server = new TlsServer(options);
        using var reloader = new Reloader([server.Files], _log, _pair.Clock);
        File.WriteAllText(options.CertificateFile, "half a cert");
        Look();
        Look();
        await ConnectAsync(server, "localhost");
        Assert.Equal([$"Error: reload failed: {options.CertificateFile}: the file has no certificate in PEM format; the previous content stays in use"], _log.Lines);

        File.Delete(options.CertificateFile);
        Look();
        await ConnectAsync(server, "localhost");
        _pair.Certificates.Make("renewed.example");
        Look();
        await ConnectAsync(server, "renewed.example");
    }

    [Fact]
    [Trait("Needs", "Linux")]
    public async Task A_handshake_opens_no_file_and_a_key_that_became_a_pipe_is_not_waited_for()
    {
        var key = _pair.Certificates["server.key"];
        var options = _pair.ServerOptions() with { KeyFile = key };
        File.Copy(options.CertificateFile, key);
        var server = new TlsServer(options);
        using var reloader = new Reloader([server.Files], _log, _pair.Clock);

        await Tool.RunAsync("mkfifo", _pair.Certificates["pipe"]);
        File.Move(_pair.Certificates["pipe"], key, overwrite: true);
        _pair.Certificates.Make("renewed.example");
        await Task.Run(Look).InTime();
        await Task.Run(() => ConnectAsync(server, "localhost")).InTime();

        Assert.Equal([$"Error: reload failed: {key}: not a regular file: only those can be reloaded; the previous content stays in use"], _log.Lines);
    }

    [Fact]
    public async Task The_certificate_its_key_and_the_clients_authorities_are_taken_together()
    {
        using var others = new Certificates("Others");
        var (key, authorities) = (_pair.Certificates["server.key"], _pair.Certificates["clients.pem"]);
        var options = _pair.ServerOptions() with { KeyFile = key, ClientCaFile = authorities };
        File.Copy(options.CertificateFile, key);
        File.Copy(_pair.Certificates.Authority, authorities);
        var server = new TlsServer(options);
        using var reloader = new Reloader([server.Files], _log, _pair.Clock);

        _pair.Certificates.Make("renewed.example");
        File.Copy(others.Authority, authorities, overwrite: true);
        Look();
        Assert.Equal(
            [$"Error: reload failed: {key}: the private key does not belong to the certificate in {options.CertificateFile}, or is damaged; the previous content stays in use"],
            _log.Lines);
        await ConnectAsync(server, "localhost", _pair.Certificates.Make("alice", file: "alice.pem"));

        File.Copy(options.CertificateFile, key, overwrite: true);
        Look();
        await ConnectAsync(server, "renewed.example", others.Make("alice"));
        Assert.Equal(
            $"Information: {options.CertificateFile} reloaded: the certificate expires on 1970-01-06 00:00:00 UTC, 1 CA certificate for clients", _log.Lines[^1]);
    }

    [Fact]
    [Trait("Needs", "Linux")]
    public async Task A_certificate_reached_through_links_is_reloaded_when_a_folder_in_its_path_changes()
    {
        var files = _pair.Certificates;
        Directory.CreateDirectory(files["v1"]);
        Directory.CreateDirectory(files["v2"]);
        files.Make(file: "v1/tls.pem");
        files.Make("renewed.example", file: "v2/tls.pem");
        Directory.CreateSymbolicLink(files["..data"], "v1");
        File.CreateSymbolicLink(files["tls.pem"], "..data/tls.pem");
        var server = new TlsServer(_pair.ServerOptions() with { CertificateFile = files["tls.pem"] });
        using var reloader = new Reloader([server.Files], _log, _pair.Clock);
        await ConnectAsync(server, "localhost");

        Directory.Delete(files["..data"]);
        Directory.CreateSymbolicLink(files["..data"], "v2");
        Look();

        await ConnectAsync(server, "renewed.example");
    }

    [Fact]
    public void An_unusable_key_is_reported_with_its_file()
    {
        var certificate = _pair.Certificates.Make();
        var other = _pair.Certificates.Make("other", file: "other.pem");
        Fails(new() { CertificateFile = certificate, KeyFile = other }, $"{other}: the private key does not belong to the certificate in {certificate}, or is damaged");
        Fails(new() { CertificateFile = _pair.Certificates.Authority }, $"{_pair.Certificates.Authority}: the file has no private key in PEM format");
        Fails(new() { CertificateFile = "/no/file" }, "/no/file: its folder does not exist");

        using var key = System.Security.Cryptography.RSA.Create(1024);
        var parameters = new System.Security.Cryptography.PbeParameters(
            System.Security.Cryptography.PbeEncryptionAlgorithm.Aes128Cbc, System.Security.Cryptography.HashAlgorithmName.SHA256, 1);
        var locked = _pair.Certificates["locked.pem"];
        File.WriteAllText(locked, key.ExportEncryptedPkcs8PrivateKeyPem("x", parameters));
        Fails(
            new() { CertificateFile = certificate, KeyFile = locked },
            $"{locked}: the private key is encrypted, and there is no way to give its password: decrypt it with 'openssl pkey'");
    }

    public void Dispose() => _pair.Dispose();

    private static void Fails(TlsServerOptions options, string message) =>
        Assert.Equal(message, Assert.Throws<BadFileException>(() => new TlsServer(options)).Message);

    /// <summary>Long enough for a change to be seen, and taken.</summary>
    private void Look()
    {
        _pair.Clock.Advance(Reloader.Period);
        _pair.Clock.Advance(Reloader.Period);
    }

    private async Task<(Wire Client, Wire Server)> ConnectAsync(TlsServer server, string name, string? own = null)
    {
        var (below, peer) = MemoryWire.CreatePair();
        var served = server.Wrap((Wire)peer);
        var connecting = new TlsClient(_pair.ClientOptions() with { Name = name, CertificateFile = own }).ConnectAsync(below, TlsPair.Server);
        await served.OpenAsync().InTime();
        return (await connecting.InTime(), served);
    }
}
