using System.Runtime.Versioning;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Up;

/// <summary>Services of a plan that speak TLS, with clients and with each other, and that listen at Unix sockets.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SecureTests : IAsyncLifetime
{
    private TlsFiles _files = null!;

    public async ValueTask InitializeAsync() => _files = await TlsFiles.MakeAsync();

    [Fact]
    public async Task A_chain_of_services_speaks_TLS_over_Unix_sockets()
    {
        await _files.AddAsync("rs", "rs");
        await File.WriteAllTextAsync(_files["t.txt"], "a.com 1.2.3.4 A\n");
        var plan = await PlanAsync("""
            { "log": "warn", "services": {
                "table": { "serve": "names", "listen": "unix:table.sock", "socket-mode": "0660", "table": "t.txt",
                           "tls": { "cert": "server.pem", "key": "server.key", "client-ca": "ca.pem" } },
                "tap": { "serve": "proxy", "listen": "unix:tap.sock", "target": "table" },
                "resolver": { "serve": "resolver", "listen": "unix:rs.sock", "upstreams": ["tap"],
                              "upstream-tls": { "ca": "ca.pem", "name": "localhost", "cert": "rs.pem", "key": "rs.key" } },
                "front": { "serve": "proxy", "listen": "unix:front.sock", "target": "resolver", "tls": { "cert": "server.pem", "key": "server.key" } },
                "plain": { "serve": "proxy", "listen": "unix:plain.sock", "target": "unix:front.sock", "target-tls": { "ca": "ca.pem", "name": "localhost" } } } }
            """);
        await using var up = TincanCli.Start("up", plan);
        var listening = await up.Out.UntilAsync("plain.sock\n");

        Assert.Contains($"table unix:{_files["table.sock"]}\n", listening, StringComparison.Ordinal);
        Assert.Equal((UnixFileMode)0x1B0, File.GetUnixFileMode(_files["table.sock"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_files["rs.sock"]));
        (await TincanCli.RunAsync("resolve", $"unix:{_files["plain.sock"]}", "a.com")).Wrote("a.com 1.2.3.4 A IN\n");
        (await TincanCli.RunAsync("resolve", $"unix:{_files["front.sock"]}", "a.com", "--tls", "--ca", _files.Authority, "--tls-name", "localhost"))
            .Wrote("a.com 1.2.3.4 A IN\n");
        Assert.NotEqual(0, (await TincanCli.RunAsync(
            "resolve", $"unix:{_files["table.sock"]}", "a.com", "--tls", "--ca", _files.Authority, "--tls-name", "localhost")).Code);
        up.Terminate();
        Assert.Equal(0, (await up.ExitAsync()).Code);
        Assert.False(File.Exists(_files["table.sock"]));
    }

    [Fact]
    public async Task A_check_reads_certificates_and_says_what_is_wrong_with_them()
    {
        var plan = await PlanAsync("""
            { "services": { "e": { "serve": "echo", "listen": "unix:e.sock", "socket-mode": "660", "tls": { "cert": "server.pem", "key": "server.key", "timeout": "3s" } } } }
            """);
        var right = await TincanCli.RunAsync("up", "--check", plan);
        Assert.Equal((0, ""), (right.Code, right.Error));
        Assert.Contains($"""
            e: echo on unix:{_files["e.sock"]}
                socket-mode         0660
                tls                 cert server.pem, key server.key, timeout 3s
            """, right.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(_files["e.sock"]));

        plan = await PlanAsync("""{ "services": { "e": { "serve": "echo", "listen": ":0", "tls": { "cert": "nobody.pem" } } } }""");
        var missing = await TincanCli.RunAsync("up", "--check", plan);
        Assert.Equal(2, missing.Code);
        Assert.EndsWith($"    there is no file {_files["nobody.pem"]}\n", missing.Error, StringComparison.Ordinal);

        plan = await PlanAsync("""{ "services": { "e": { "serve": "echo", "listen": ":0", "tls": { "cert": "server.pem", "key": "ca.key" } } } }""");
        (await TincanCli.RunAsync("up", "--check", plan)).FailedWith(
            2, $"{plan}:1:74: e: {_files["ca.key"]}: the private key does not belong to the certificate in {_files["server.pem"]}, or is damaged");
    }

    [Fact]
    public async Task A_plan_may_go_on_with_the_file_of_the_run_before()
    {
        await File.WriteAllTextAsync(_files["out.txt"], "before\n");
        var plan = await PlanAsync("""{ "services": { "r": { "serve": "reverse", "listen": ":0", "greeting": "", "out": "out.txt", "append": true } } }""");
        await using var up = await Services.UpAsync(plan, 1);

        await UpTests.AnswersAsync(up, "r", "abc\n", "cba\n");
        up.Running.Terminate();
        Assert.Equal(0, (await up.Running.ExitAsync()).Code);

        Assert.Equal("before\ncba\n", await File.ReadAllTextAsync(_files["out.txt"]));
    }

    public ValueTask DisposeAsync()
    {
        _files.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> PlanAsync(string json)
    {
        await File.WriteAllTextAsync(_files["tincan.json"], json);
        return _files["tincan.json"];
    }
}
