using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tincan.Wires;
using Tincan.Wires.Tls;

namespace Tincan.Reliability.Fuzzing;

/// <summary>Both ends of TLS, with a certificate made for it.</summary>
internal sealed class Secured : IDisposable
{
    private static readonly HostPort Name = new("localhost", 1);

    private readonly Scratch _scratch = new();
    private readonly TlsServer _server;
    private readonly TlsClient _client;
    private readonly bool _rudeAgree;

    /// <param name="rudeAgree">Rude clients agree on TLS like others, and only then send what is no record; otherwise their input is the handshake.</param>
    public Secured(bool rudeAgree)
    {
        _rudeAgree = rudeAgree;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var file = _scratch.Write("server.pem", $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        _server = new TlsServer(new TlsServerOptions { CertificateFile = file });
        _client = new TlsClient(new TlsClientOptions { CaFile = file });
    }

    public WireListener Around(WireListener listener) => _server.Wrap(listener);

    public async Task<Wire> AgreeAsync(Wire wire, CancellationToken cancel) => await _client.ConnectAsync(wire, Name, cancel);

    public Task BeginRudelyAsync(Wire wire, CancellationToken cancel) => _rudeAgree ? AgreeAsync(wire, cancel) : Task.CompletedTask;

    /// <summary>What a client says first: a seed for those who say something like it. Its random bytes are others in every run.</summary>
    public string Hello()
    {
        var (client, server) = MemoryWire.CreatePair();
        _ = AgreeAsync(client, CancellationToken.None).ContinueWith(static agreeing => agreeing.Exception, TaskScheduler.Default);
        return Received(server);
    }

    /// <summary>What a server answers to that.</summary>
    public string Answer()
    {
        var (client, server) = MemoryWire.CreatePair();
        _ = _server.Wrap(server).OpenAsync().ContinueWith(static agreeing => agreeing.Exception, TaskScheduler.Default);
        client.SendAsync(Encoding.Latin1.GetBytes(Hello())).AsTask().GetAwaiter().GetResult();
        return Received(client);
    }

    /// <summary>Speaks as a client to somebody who may say anything.</summary>
    public async Task TryToAgreeAsync(Wire wire, CancellationToken cancel)
    {
        try
        {
            await AgreeAsync(wire, cancel);
        }
        catch (ConnectException)
        {
            // Said in a sentence.
        }
    }

    private static string Received(MemoryWire wire)
    {
        var received = new byte[16 * 1024];
        var count = wire.ReceiveAsync(received).AsTask().GetAwaiter().GetResult();
        wire.Abort();
        return Encoding.Latin1.GetString(received.AsSpan(0, count));
    }

    public void Dispose() => _scratch.Dispose();
}
