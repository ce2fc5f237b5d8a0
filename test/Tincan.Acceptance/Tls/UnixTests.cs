using System.Runtime.Versioning;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Tls;

[UnsupportedOSPlatform("windows")]
public sealed class UnixTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private string Address => $"unix:{_scratch["x.sock"]}";

    [Fact]
    public async Task Every_part_takes_a_Unix_socket()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--listen", Address);
        Assert.Equal(Address, server.Where);
        var front = $"unix:{_scratch["front.sock"]}";
        await using var proxy = await TincanCli.Start("proxy", front, Address).ListeningAsync();
        (await TincanCli.PipeAsync("HELLO\n", "send", "--half-close", front)).Wrote("Welcome to CS 352!OLLEH\r\n");
        Assert.Equal("OLLEH\n", (await TincanCli.PipeAsync("HELLO\n", "reverse", Address, "-")).Text);
    }

    [Fact]
    public async Task Socat_connects_to_it_and_the_log_names_its_process()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo", "--listen", Address);
        await using var socat = Running.Start("socat", ["-", $"UNIX-CONNECT:{_scratch["x.sock"]}"]);
        await socat.SendAsync("over socat\n");
        socat.EndInput();
        Assert.Equal("over socat\n", (await socat.ExitAsync()).Text);
        await server.Error.UntilAsync($"pid {socat.Id} uid ");
    }

    [Fact]
    public async Task Curl_connects_to_it()
    {
        await using var server = await TincanCli.ServeAsync("serve", "welcome", "--greeting", "HTTP/1.0 200 OK\r\n\r\nhello", "--listen", Address);
        await using var curl = Running.Start("curl", ["--silent", "--show-error", "--unix-socket", _scratch["x.sock"], "http://localhost/"]);
        (await curl.ExitAsync()).Wrote("hello");
    }

    [Fact]
    public async Task A_stale_socket_is_replaced_and_a_live_one_is_not()
    {
        await using (var killed = await TincanCli.ServeAsync("serve", "echo", "--listen", Address))
        {
            (await TincanCli.RunAsync("serve", "echo", "--listen", Address)).FailedWith(3, $"cannot listen on {Address}: the address is already in use");
        }

        Assert.True(File.Exists(_scratch["x.sock"]));
        await using var server = await TincanCli.ServeAsync("serve", "echo", "--listen", Address, "--socket-mode", "0660");
        Assert.Equal("0660", $"0{Convert.ToString((int)File.GetUnixFileMode(_scratch["x.sock"]), 8)}");
        server.Terminate();
        Assert.Equal(0, (await server.ExitAsync()).Code);
        Assert.False(File.Exists(_scratch["x.sock"]));
    }

    [Fact]
    public async Task TLS_goes_over_it_too()
    {
        using var files = await TlsFiles.MakeAsync();
        await using var server = await TincanCli.ServeAsync(files.Serve("serve", "echo", "--listen", Address));
        (await TincanCli.PipeAsync("both\n", "send", "--half-close", Address, "--tls", "--ca", files.Authority, "--tls-name", "localhost")).Wrote("both\r\n");
    }

    public void Dispose() => _scratch.Dispose();
}
