using System.Security.Authentication;
using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Tls;

namespace Tincan.Tests.Wires.Tls;

public sealed class HandshakeTests : IDisposable
{
    private readonly TlsPair _pair = new();

    [Fact]
    public Task A_name_that_the_certificate_is_not_for_is_refused() => IsRefusedAsync(
        _pair.ServerOptions(),
        _pair.ClientOptions() with { Name = "example.org" },
        "it is for localhost, 192.0.2.1, and not for example.org");

    [Fact]
    public Task An_authority_that_is_not_known_is_refused() => IsRefusedAsync(
        _pair.ServerOptions(),
        _pair.ClientOptions() with { CaFile = null },
        "it is signed by 'CN=Test authority', which is not trusted here");

    [Fact]
    public Task An_expired_certificate_is_refused() => IsRefusedAsync(
        _pair.ServerOptions() with { CertificateFile = _pair.Certificates.Make(validFrom: -3, validTo: -1) },
        _pair.ClientOptions(),
        "it expired on 1969-12-31 00:00:00 UTC");

    [Fact]
    public Task A_certificate_of_tomorrow_is_refused() => IsRefusedAsync(
        _pair.ServerOptions() with { CertificateFile = _pair.Certificates.Make(validFrom: 1, validTo: 2) },
        _pair.ClientOptions(),
        "it is not valid before 1970-01-02 00:00:00 UTC");

    [Fact]
    public async Task A_server_may_be_believed_for_its_address_and_for_its_own_certificate()
    {
        var options = _pair.ServerOptions();
        var server = new TlsServer(options).Wrap((Wire)_pair.Below.Server);
        var client = await Connect(_pair.ClientOptions() with { Name = "192.0.2.1" }, server);
        await client.SendTextAsync("hello");
        Assert.Equal("hello", await server.ReceiveTextAsync());
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_client_with_a_certificate_is_let_in_and_one_without_is_not(SslProtocols version)
    {
        var options = _pair.ServerOptions() with { ClientCaFile = _pair.Certificates.Authority };
        var server = new TlsServer(options).Wrap((Wire)_pair.Below.Server);
        var own = _pair.Certificates.Make("alice", file: "alice.pem");
        var client = await Connect(_pair.ClientOptions() with { CertificateFile = own, Protocols = version }, server);
        await client.SendTextAsync("alice");
        Assert.Equal("alice", await server.ReceiveTextAsync());

        using var stranger = new Certificates("Stranger");
        Assert.Equal(
            "the client's certificate is not accepted: it is signed by 'CN=Stranger', which is not trusted here",
            await RefusalAsync(options, stranger.Make("alice"), version));
        using var impostor = new Certificates();
        Assert.Equal(
            "the client's certificate is not accepted: its signature is not from the 'CN=Test authority' that is trusted here",
            await RefusalAsync(options, impostor.Make("alice"), version));
        Assert.Equal("the client's certificate is not accepted: it sent none", await RefusalAsync(options, null, version));
    }

    [Fact]
    public async Task A_client_without_TLS_is_logged_and_its_end_is_awaited()
    {
        var server = new TlsServer(_pair.ServerOptions()).Wrap((Wire)_pair.Below.Server);
        await _pair.Below.Client.SendTextAsync("GET / HTTP/1.1\r\n\r\n");
        var error = await Assert.ThrowsAsync<WireException>(() => server.ReceiveTextAsync());
        Assert.Equal((CloseReason.Handshake, "the client does not speak TLS"), (error.Reason, error.Message));
        Assert.Equal("\u0015\u0003\u0003\0\u0002\u0002\n", await _pair.Below.Client.ReceiveExactlyAsync(7));

        await server.FinishAsync();
        var ending = server.ReceiveTextAsync();
        await _pair.Below.Client.SendTextAsync("more");
        Assert.False(ending.IsCompleted);
        await _pair.Below.Client.FinishAsync();
        Assert.Equal("", await ending);
    }

    [Fact]
    public async Task A_hello_whose_lengths_do_not_fit_is_malformed()
    {
        // Where the length of the extensions, two bytes, should be, there is one (RFC 8446 4.1.2).
        byte[] hello = [3, 3, .. new byte[32], 0, 0, 2, 0x13, 1, 1, 0, 0xFF];
        byte[] message = [1, 0, 0, (byte)hello.Length, .. hello];
        var server = new TlsServer(_pair.ServerOptions()).Wrap((Wire)_pair.Below.Server);
        await _pair.Below.Client.SendAsync((byte[])[0x16, 3, 1, 0, (byte)message.Length, .. message]);

        var error = await Assert.ThrowsAsync<WireException>(() => server.ReceiveTextAsync().InTime());
        Assert.Equal((CloseReason.Handshake, "the client sent malformed TLS"), (error.Reason, error.Message));
    }

    [Theory]
    [InlineData("Welcome to CS 352!", "the server does not speak TLS")]
    [InlineData("", "the server closed the connection during the TLS handshake")]
    public async Task A_server_that_does_not_speak_TLS_is_no_connection(string says, string why)
    {
        var connecting = new TlsClient(_pair.ClientOptions()).ConnectAsync(_pair.Below.Client, TlsPair.Server);
        await _pair.Below.Server.ReceiveTextAsync();
        await _pair.Below.Server.SendTextAsync(says);
        await _pair.Below.Server.FinishAsync();
        var error = await Assert.ThrowsAsync<ConnectException>(() => connecting.InTime());
        Assert.Equal($"cannot connect to localhost:1: {why}", error.Message);
    }

    [Fact]
    public async Task Without_a_name_to_check_the_certificate_for_the_connection_is_closed()
    {
        var error = await Assert.ThrowsAsync<ConnectException>(
            () => new TlsClient(_pair.ClientOptions()).ConnectAsync(_pair.Below.Client, new UnixAddress("x.sock")).InTime());
        Assert.Equal(
            "cannot connect to unix:x.sock: a Unix socket has no host name to check the certificate against; set the name", error.Message);
        Assert.Equal("", await _pair.Below.Server.ReceiveTextAsync().InTime());
    }

    [Fact]
    public async Task An_echo_without_TLS_is_reported()
    {
        var connecting = new TlsClient(_pair.ClientOptions()).ConnectAsync(_pair.Below.Client, TlsPair.Server);
        await _pair.Below.Server.SendTextAsync(await _pair.Below.Server.ReceiveTextAsync());
        var error = await Assert.ThrowsAsync<ConnectException>(() => connecting.InTime());
        Assert.Equal("cannot connect to localhost:1: the server does not speak TLS: it sent our ClientHello back", error.Message);
    }

    [Fact]
    public async Task A_handshake_that_takes_too_long_is_reset()
    {
        var server = new TlsServer(_pair.ServerOptions()).Wrap((Wire)_pair.Below.Server);
        var receiving = server.ReceiveTextAsync();
        _pair.Clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(receiving.IsCompleted);
        _pair.Clock.Advance(TimeSpan.FromSeconds(0.1));
        var error = await Assert.ThrowsAsync<WireException>(() => receiving);
        Assert.Equal((CloseReason.Aborted, "the TLS handshake did not finish within 10 s"), (error.Reason, error.Message));
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(_pair.Below.Client.ReceiveAsync(new byte[1])));
    }

    [Fact]
    public async Task Versions_without_overlap_are_reported()
    {
        var server = new TlsServer(_pair.ServerOptions() with { Protocols = SslProtocols.Tls13 }).Wrap((Wire)_pair.Below.Server);
        var serving = server.OpenAsync();
        var connecting = new TlsClient(_pair.ClientOptions() with { Protocols = SslProtocols.Tls12 }).ConnectAsync(_pair.Below.Client, TlsPair.Server);
        Assert.Equal(CloseReason.Handshake, await WireText.FailureOf(serving));
        await server.DisposeAsync();
        var error = await Assert.ThrowsAsync<ConnectException>(() => connecting.InTime());
        Assert.Equal("cannot connect to localhost:1: the server does not support our TLS versions (TLS alert: protocol version)", error.Message);
    }

    public void Dispose() => _pair.Dispose();

    private async Task<Wire> Connect(TlsClientOptions options, Wire server)
    {
        var connecting = new TlsClient(options).ConnectAsync(_pair.Below.Client, TlsPair.Server);
        await server.OpenAsync().InTime();
        return await connecting.InTime();
    }

    private async Task IsRefusedAsync(TlsServerOptions server, TlsClientOptions client, string why)
    {
        var wire = new TlsServer(server).Wrap((Wire)_pair.Below.Server);
        var serving = wire.OpenAsync();
        var error = await Assert.ThrowsAsync<ConnectException>(
            () => new TlsClient(client).ConnectAsync(_pair.Below.Client, TlsPair.Server).InTime());
        Assert.Equal($"cannot connect to localhost:1: the server's certificate is not accepted: {why}", error.Message);
        await serving.ContinueWith(static _ => { }, TaskScheduler.Default).InTime();
    }

    /// <summary>What a server says of a client that it does not let in, and that the client is not left without a word either.</summary>
    private async Task<string> RefusalAsync(TlsServerOptions options, string? certificate, SslProtocols version)
    {
        var (below, peer) = MemoryWire.CreatePair();
        var server = new TlsServer(options).Wrap((Wire)peer);
        var connecting = new TlsClient(_pair.ClientOptions() with { CertificateFile = certificate, Protocols = version }).ConnectAsync(below, TlsPair.Server);
        var error = await Assert.ThrowsAsync<WireException>(() => server.OpenAsync().InTime());
        Assert.Equal(CloseReason.Handshake, error.Reason);
        await server.FinishAsync();
        var client = await connecting.InTime();
        var ending = await Assert.ThrowsAsync<WireException>(() => client.ReceiveTextAsync());
        Assert.Equal(
            "the server closed the connection right after the TLS handshake: it may be shutting down, or not accept our certificate, or require one",
            ending.Message);
        return error.Message;
    }
}
