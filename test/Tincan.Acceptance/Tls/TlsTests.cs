using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Tls;

public sealed class TlsTests : IAsyncLifetime
{
    private TlsFiles _files = null!;

    public async ValueTask InitializeAsync() => _files = await TlsFiles.MakeAsync();

    [Fact]
    public async Task The_recording_shows_what_client_and_server_sent()
    {
        await using var server = await TincanCli.ServeAsync(_files.Serve("serve", "reverse"));
        var record = _files["talk.jsonl"];
        (await TincanCli.PipeAsync("HELLO\n", "send", "--half-close", $"localhost:{server.Port}", "--tls", "--ca", _files.Authority, "--record", record))
            .Wrote("Welcome to CS 352!OLLEH\r\n");
        var transcript = await TincanCli.RunAsync("watch", record, "--transcript");
        Assert.Contains("OLLEH", transcript.Text + await File.ReadAllTextAsync(record), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_be_believed_is_exit_3_and_one_line()
    {
        await using var server = await TincanCli.ServeAsync(_files.Serve("serve", "echo"));
        var at = $"localhost:{server.Port}";
        const string Refused = "the server's certificate is not accepted";
        (await TincanCli.RunAsync("send", at, "--tls"))
            .FailedWith(3, $"cannot connect to {at}: {Refused}: it is signed by 'CN=Test authority', which is not trusted here");
        (await TincanCli.RunAsync("send", at, "--tls", "--ca", _files.Authority, "--tls-name", "example.org"))
            .FailedWith(3, $"cannot connect to {at}: {Refused}: it is for localhost, and not for example.org");
        await using var plain = await TincanCli.ServeAsync("serve", "welcome");
        (await TincanCli.RunAsync("send", $"localhost:{plain.Port}", "--tls"))
            .FailedWith(3, $"cannot connect to localhost:{plain.Port}: the server does not speak TLS");
    }

    [Theory]
    [InlineData("send", "--half-close")]
    [InlineData("send", "--all")]
    [InlineData("talk")]
    [InlineData("lookup", "luke@gmail.com")]
    [InlineData("lookup")]
    [InlineData("reverse", "--greeting", "")]
    [InlineData("resolve")]
    public async Task A_client_without_TLS_learns_that_the_server_needs_it_and_the_log_says_so(params string[] client)
    {
        await using var server = await TincanCli.ServeAsync(_files.Serve("serve", "echo"));
        (await TincanCli.PipeAsync("HELLO\n", [client[0], "127.0.0.1", server.Port, .. client[1..]]))
            .FailedWith(3, $"127.0.0.1:{server.Port} expects TLS: try --tls");
        await server.Error.UntilAsync("the client does not speak TLS");
    }

    [Theory]
    [InlineData("echo")]
    [InlineData("reverse")]
    public async Task A_server_without_TLS_says_in_its_log_that_a_client_speaks_it(string serve)
    {
        await using var server = await TincanCli.ServeAsync("serve", serve);
        Assert.Equal(3, (await TincanCli.RunAsync("send", $"localhost:{server.Port}", "--tls")).Code);
        await server.Error.UntilAsync("sent a TLS handshake, but TLS is not enabled: set a certificate with --tls-cert");
    }

    [Fact]
    public async Task A_client_that_never_begins_the_handshake_gets_FIN_at_once_when_the_server_stops()
    {
        await using var server = await TincanCli.ServeAsync([.. _files.Serve("serve", "welcome"), "--drain-timeout", "1h"]);
        using var client = await RawSocket.ConnectAsync(server);
        server.Terminate();
        Assert.Equal("", await client.ReceiveToEndAsync());
        client.Dispose();
        var outcome = await server.ExitAsync();
        Assert.Equal(0, outcome.Code);
        Assert.Contains("connection closed: server shutdown; 0 B in, 0 B out", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pythons_client_receives_close_notify_and_one_that_cuts_the_stream_is_logged()
    {
        await using var server = await TincanCli.ServeAsync(_files.Serve("serve", "echo"));
        var received = await Python.RunAsync("tls_peer.py", "client", server.Port, _files.Authority);
        Assert.StartsWith(@"'hello\n' and close_notify", received.Text, StringComparison.Ordinal);
        Assert.Equal(0, (await Python.RunAsync("tls_peer.py", "cut", server.Port, _files.Authority)).Code);
        await server.Error.UntilAsync("the stream ended without a TLS close_notify");
    }

    [Fact]
    public async Task Pythons_server_receives_close_notify_and_continues_to_answer()
    {
        await using var server = await Python.ServeAsync("tls_peer.py", "server", _files["server.pem"], _files["server.key"]);
        (await TincanCli.PipeAsync("hello\n", "send", "--half-close", $"localhost:{server.Port}", "--tls", "--ca", _files.Authority)).Wrote("HELLO\r\n");
    }

    [Fact]
    public async Task A_server_that_closes_after_each_answer_without_close_notify_is_asked_again_on_a_new_connection()
    {
        await using var server = await Python.ServeAsync("tls_peer.py", "once", _files["server.pem"], _files["server.key"]);
        (await TincanCli.RunAsync("lookup", $"localhost:{server.Port}", "luke@a.com", "skywalker@a.com", "l@a.com", "--tls", "--ca", _files.Authority))
            .Wrote("luke@a.com\tLuke\nskywalker@a.com\tLuke\nl@a.com\tLuke\n");
    }

    [Fact]
    public async Task A_server_that_asks_for_a_certificate_lets_in_who_has_one()
    {
        await _files.AddAsync("alice", "alice");
        await using var server = await Python.ServeAsync("tls_peer.py", "server", _files["server.pem"], _files["server.key"], _files.Authority);
        string[] ask = ["send", "--half-close", $"localhost:{server.Port}", "--tls", "--ca", _files.Authority];
        (await TincanCli.PipeAsync("hello\n", [.. ask, "--cert", _files["alice.pem"], "--key", _files["alice.key"]])).Wrote("HELLO\r\n");

        await using var second = await Python.ServeAsync("tls_peer.py", "server", _files["server.pem"], _files["server.key"], _files.Authority);
        (await TincanCli.PipeAsync("hello\n", "send", "--half-close", $"localhost:{second.Port}", "--tls", "--ca", _files.Authority))
            .FailedWith(3, "the server requires a certificate (TLS alert: certificate required)");
    }

    [Fact]
    public async Task Only_clients_with_a_certificate_are_let_in()
    {
        await _files.AddAsync("alice", "alice");
        await using var server = await TincanCli.ServeAsync([.. _files.Serve("serve", "echo"), "--tls-client-ca", _files.Authority]);
        var received = await Python.RunAsync("tls_peer.py", "client", server.Port, _files.Authority, _files["alice.pem"], _files["alice.key"]);
        Assert.StartsWith(@"'hello\n' and close_notify", received.Text, StringComparison.Ordinal);
        Assert.NotEqual(0, (await Python.RunAsync("tls_peer.py", "client", server.Port, _files.Authority)).Code);
        await server.Error.UntilAsync("TLS handshake failed: the client's certificate is not accepted: it sent none");
    }

    [Fact]
    public async Task A_client_with_a_certificate_of_an_unknown_authority_is_not_let_in()
    {
        using var strangers = await TlsFiles.MakeAsync();
        await strangers.AddAsync("mallory", "alice");
        await using var server = await TincanCli.ServeAsync([.. _files.Serve("serve", "echo"), "--tls-client-ca", _files.Authority]);

        var received = await Python.RunAsync("tls_peer.py", "client", server.Port, _files.Authority, strangers["mallory.pem"], strangers["mallory.key"]);

        Assert.NotEqual(0, received.Code);
        Assert.DoesNotContain("hello", received.Text, StringComparison.Ordinal);
        await server.Error.UntilAsync("TLS handshake failed: the client's certificate is not accepted: it is signed by 'CN=Test authority', which is not trusted here");
    }

    [Theory]
    [InlineData("-tls1_2", "TLSv1.2")]
    [InlineData("-tls1_3", "TLSv1.3")]
    public async Task OpenSSL_agrees_on_both_versions(string option, string version)
    {
        await using var server = await TincanCli.ServeAsync(_files.Serve("serve", "echo"));
        await using var client = Running.Start(
            "openssl", ["s_client", "-connect", $"127.0.0.1:{server.Port}", option, "-brief", "-CAfile", _files.Authority, "-verify_return_error", "-verify_hostname", "localhost"]);
        await client.SendAsync("over openssl\n");
        await client.Out.UntilAsync("over openssl\n");
        Assert.Contains(version, client.Error.Text, StringComparison.Ordinal);
        Assert.Contains("Verification: OK", client.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_takes_TLS_off_or_puts_it_on()
    {
        await using var server = await TincanCli.ServeAsync(_files.Serve("serve", "echo"));
        await using var takes = await TincanCli.Start("proxy", ":0", $"localhost:{server.Port}", "--tls", "--ca", _files.Authority).ListeningAsync();
        (await TincanCli.PipeAsync("plain\n", "send", "--half-close", $"localhost:{takes.Port}")).Wrote("plain\r\n");
        await using var puts = await TincanCli.Start([.. _files.Serve("proxy", ":0", $"localhost:{takes.Port}"), "--watch"]).ListeningAsync();
        (await TincanCli.PipeAsync("both\n", "send", "--half-close", $"localhost:{puts.Port}", "--tls", "--ca", _files.Authority)).Wrote("both\r\n");
        await puts.Error.UntilAsync("both");
    }

    [Fact]
    public async Task Options_of_TLS_without_TLS_are_usage_mistakes()
    {
        (await TincanCli.RunAsync("serve", "echo", "--listen", ":0", "--tls-key", "x")).FailedWith(2, "--tls-key needs --tls-cert: add it");
        (await TincanCli.RunAsync("send", "localhost:1", "--ca", "x")).FailedWith(2, "--ca needs --tls: add it");
        (await TincanCli.RunAsync("send", "unix:x", "--tls"))
            .FailedWith(2, "unix:x has no host name to verify the server's certificate against: add --tls-name NAME");
        (await TincanCli.RunAsync("serve", "echo", "--listen", ":0", "--tls-cert", "/no/file")).FailedWith(2, "/no/file: its folder does not exist");
    }

    public ValueTask DisposeAsync()
    {
        _files.Dispose();
        return ValueTask.CompletedTask;
    }
}
