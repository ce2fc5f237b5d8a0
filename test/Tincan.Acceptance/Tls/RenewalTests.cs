using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Tls;

/// <summary>Certificates, keys and authorities that are renewed while they are in use.</summary>
public sealed class RenewalTests : IAsyncLifetime
{
    private TlsFiles _files = null!;

    public async ValueTask InitializeAsync() => _files = await TlsFiles.MakeAsync();

    [Fact]
    public async Task A_renewed_certificate_is_reloaded_and_no_connection_is_dropped()
    {
        await using var server = await TincanCli.ServeAsync(_files.Serve("serve", "echo"));
        await using var early = Running.Start("openssl", ["s_client", "-connect", $"127.0.0.1:{server.Port}", "-quiet", "-CAfile", _files.Authority]);
        await early.SendAsync("before\n");
        await early.Out.UntilAsync("before\n");
        await _files.AddAsync("server", "renewed.example");
        await server.Error.UntilAsync($"{_files["server.pem"]} reloaded: the certificate expires on ");

        (await SendAsync(server, "new\n", "--tls-name", "renewed.example")).Wrote("new\r\n");
        await early.SendAsync("after\n");
        await early.Out.UntilAsync("before\nafter\n");
    }

    [Fact]
    public async Task A_file_reached_through_links_is_reloaded_when_a_folder_is_swapped_as_Kubernetes_does()
    {
        Directory.CreateDirectory(_files["v1"]);
        Directory.CreateDirectory(_files["v2"]);
        await _files.AddAsync("v1/tls", "localhost");
        await _files.AddAsync("v2/tls", "renewed.example");
        Directory.CreateSymbolicLink(_files["..data"], "v1");
        File.CreateSymbolicLink(_files["tls.pem"], "..data/tls.pem");
        File.CreateSymbolicLink(_files["tls.key"], "..data/tls.key");
        await using var server = await TincanCli.ServeAsync("serve", "echo", "--tls-cert", _files["tls.pem"], "--tls-key", _files["tls.key"]);
        (await SendAsync(server, "old\n")).Wrote("old\r\n");

        Directory.CreateSymbolicLink(_files["..next"], "v2");
        await using var swap = Running.Start("mv", ["-T", _files["..next"], _files["..data"]]);
        Assert.Equal(0, (await swap.ExitAsync()).Code);
        await server.Error.UntilAsync($"{_files["tls.pem"]} reloaded");

        (await SendAsync(server, "new\n", "--tls-name", "renewed.example")).Wrote("new\r\n");
    }

    [Fact]
    public async Task SIGHUP_reads_all_files_of_TLS_again_and_ends_no_server()
    {
        await using var server = await TincanCli.ServeAsync(_files.Serve("serve", "echo"));
        server.HangUp();
        await server.Error.UntilAsync($"{_files["server.pem"]} reloaded");
        (await SendAsync(server, "still\n")).Wrote("still\r\n");

        await using var proxy = await TincanCli.Start("proxy", ":0", $"localhost:{server.Port}", "--tls", "--ca", _files.Authority).ListeningAsync();
        proxy.HangUp();
        await proxy.Error.UntilAsync($"{_files.Authority} reloaded: 1 CA certificate");

        await using var resolver = await TincanCli.ServeAsync(
            "serve", "resolver", "--upstream", $"localhost:{server.Port}", "--tls", "--ca", _files.Authority, "--cert", _files["server.pem"], "--key", _files["server.key"]);
        resolver.HangUp();
        await resolver.Error.UntilAsync($"{_files.Authority} reloaded: 1 CA certificate");
        await resolver.Error.UntilAsync($"{_files["server.pem"]} reloaded");
    }

    [Fact]
    public async Task A_plan_keeps_the_files_of_both_sides_current()
    {
        await File.WriteAllTextAsync(_files["tincan.json"], """
            { "services": {
                "echo": { "serve": "echo", "listen": ":0", "tls": { "cert": "server.pem", "key": "server.key" } },
                "plain": { "serve": "proxy", "listen": ":0", "target": "echo", "target-tls": { "ca": "ca.pem", "name": "localhost" } } } }
            """);
        await using var up = await Services.UpAsync(_files["tincan.json"], 2);

        up.Running.HangUp();
        await up.Running.Error.UntilAsync($"{_files["server.pem"]} reloaded: the certificate expires on ");
        await up.Running.Error.UntilAsync($"{_files.Authority} reloaded: 1 CA certificate");

        using var client = await up.ConnectAsync("plain");
        await client.SendAsync("through\n");
        await client.ReceivesAsync("through\n");
    }

    [Fact]
    public async Task A_proxy_believes_renewed_authorities()
    {
        using var others = await TlsFiles.MakeAsync();
        await using var server = await TincanCli.ServeAsync(others.Serve("serve", "echo"));
        await using var proxy = await TincanCli.Start("proxy", ":0", $"localhost:{server.Port}", "--tls", "--ca", _files.Authority).ListeningAsync();
        Assert.NotEqual(0, (await TincanCli.PipeAsync("old\n", "send", "--half-close", $"localhost:{proxy.Port}")).Code);

        File.Copy(others.Authority, _files.Authority, overwrite: true);
        await proxy.Error.UntilAsync($"{_files.Authority} reloaded");

        (await TincanCli.PipeAsync("new\n", "send", "--half-close", $"localhost:{proxy.Port}")).Wrote("new\r\n");
    }

    [Fact]
    public async Task A_key_from_a_pipe_is_read_once_without_waiting_for_its_writer_again()
    {
        await using var make = Running.Start("mkfifo", [_files["pipe"]]);
        Assert.Equal(0, (await make.ExitAsync()).Code);
        await using var writer = Running.Start("cp", [_files["server.key"], _files["pipe"]]);
        await using var server = await TincanCli.ServeAsync("serve", "echo", "--tls-cert", _files["server.pem"], "--tls-key", _files["pipe"]);

        File.SetLastWriteTimeUtc(_files["pipe"], File.GetLastWriteTimeUtc(_files["pipe"]).AddSeconds(5));
        (await SendAsync(server, "one\n")).Wrote("one\r\n");
        server.HangUp();
        await server.Error.UntilAsync($"{_files["pipe"]}: not a regular file: only those can be reloaded; the previous content stays in use");
        (await SendAsync(server, "two\n")).Wrote("two\r\n");

        server.Terminate();
        Assert.Equal(0, (await server.ExitAsync()).Code);
    }

    public ValueTask DisposeAsync()
    {
        _files.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<Outcome> SendAsync(Running server, string line, params string[] more) =>
        TincanCli.PipeAsync(line, ["send", "--half-close", $"localhost:{server.Port}", "--tls", "--ca", _files.Authority, .. more]);
}
