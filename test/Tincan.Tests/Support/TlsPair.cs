using System.Security.Authentication;
using Tincan.Wires;
using Tincan.Wires.Tls;

namespace Tincan.Tests.Support;

/// <summary>Both ends of a connection under TLS, over a pair in memory.</summary>
internal sealed class TlsPair : IDisposable
{
    public static readonly HostPort Server = new("localhost", 1);

    public Certificates Certificates { get; } = new();

    public FakeClock Clock { get; } = new();

    /// <summary>The wires below.</summary>
    public (MemoryWire Client, MemoryWire Server) Below { get; } = MemoryWire.CreatePair();

    public TlsServerOptions ServerOptions() => new() { CertificateFile = Certificates.Make(), Time = Clock };

    public TlsClientOptions ClientOptions() => new() { CaFile = Certificates.Authority, Time = Clock };

    /// <summary>Agrees on TLS; what lies between the ends and the wires below is the test's to say.</summary>
    public async Task<(TlsWire Client, TlsWire Server)> ConnectAsync(
        SslProtocols protocol = SslProtocols.Tls13, Func<Wire, Wire>? aroundClient = null, Func<Wire, Wire>? aroundServer = null)
    {
        var server = (TlsWire)new TlsServer(ServerOptions()).Wrap((aroundServer ?? Same)(Below.Server));
        var connecting = new TlsClient(ClientOptions() with { Protocols = protocol }).ConnectAsync((aroundClient ?? Same)(Below.Client), Server);
        await server.OpenAsync().InTime();
        var client = (TlsWire)await connecting.InTime();
        Assert.Equal((protocol, protocol), (client.Protocol, server.Protocol));
        return (client, server);

        static Wire Same(Wire wire) => wire;
    }

    public void Dispose() => Certificates.Dispose();
}
