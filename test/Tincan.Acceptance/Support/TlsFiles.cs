namespace Tincan.Acceptance.Support;

/// <summary>An authority and certificates, made by OpenSSL as docs/tls.md says; gone after the test.</summary>
internal sealed class TlsFiles : IDisposable
{
    private readonly Scratch _scratch = new();

    public string Authority => _scratch["ca.pem"];

    public string this[string name] => _scratch[name];

    public static async Task<TlsFiles> MakeAsync()
    {
        var files = new TlsFiles();
        await OpenSslAsync(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj", "/CN=Test authority",
            "-keyout", files["ca.key"], "-out", files.Authority);
        await files.AddAsync("server", "localhost");
        return files;
    }

    /// <summary>Makes <c>NAME.pem</c> and <c>NAME.key</c>.</summary>
    public Task AddAsync(string name, string host) => OpenSslAsync(
        "req", "-x509", "-CA", Authority, "-CAkey", this["ca.key"], "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "7",
        "-subj", $"/CN={host}", "-addext", $"subjectAltName=DNS:{host}", "-addext", "basicConstraints=critical,CA:FALSE",
        "-keyout", this[$"{name}.key"], "-out", this[$"{name}.pem"]);

    /// <summary>The words that make a server speak TLS.</summary>
    public string[] Serve(params string[] server) => [.. server, "--tls-cert", this["server.pem"], "--tls-key", this["server.key"]];

    public void Dispose() => _scratch.Dispose();

    private static async Task OpenSslAsync(params string[] args)
    {
        await using var run = Running.Start("openssl", args);
        Assert.Equal(0, (await run.ExitAsync()).Code);
    }
}
