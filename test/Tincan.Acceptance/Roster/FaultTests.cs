using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Roster;

/// <summary>Faults from the command line, on servers, clients and the proxy.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_server_sends_as_the_fault_says()
    {
        await using var server = await TincanCli.ServeAsync(
            "serve", "reverse", "--greeting", "", "--fault", "split:every=1,dir=out", "--record", _scratch["talk.jsonl"]);
        (await TincanCli.PipeAsync("abc\n", "reverse", $"{server.Address}", "--greeting", "")).Wrote("cba\n");
        server.Terminate();
        await server.ExitAsync();
        var sent = File.ReadLines(_scratch["talk.jsonl"]).Where(static line => line.Contains("\"what\":\"send\"", StringComparison.Ordinal));
        Assert.Contains("\"fault 1: split:every=1,dir=out\"", File.ReadAllText(_scratch["talk.jsonl"]), StringComparison.Ordinal);
        Assert.Equal(["c", "b", "a", "\n"], sent.Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("data").GetString()));
    }

    [Theory]
    [InlineData("split:every=1")]
    [InlineData("split:inside=crlf", "--fault", "delay:by=20ms,jitter=20ms", "--seed", "7")]
    [InlineData("coalesce:group=2,dir=out")]
    public async Task Every_client_gets_what_it_would_get_without_harmless_faults(params string[] faults)
    {
        faults = ["--fault", .. faults];
        await using var reverse = await TincanCli.ServeAsync("serve", "reverse");
        var reversed = await TincanCli.PipeAsync("one\ntwo\n", ["reverse", $"{reverse.Address}", .. faults]);
        Assert.Equal((0, "eno\nowt\n"), (reversed.Code, reversed.Text));
        await using var echo = await TincanCli.ServeAsync("serve", "echo");
        (await TincanCli.PipeAsync("there?\n", ["send", $"{echo.Address}", "--half-close", .. faults])).Wrote("there?\r\n");
        await using var names = await TincanCli.ServeAsync("serve", "names", "--table", _scratch.Write("table", "a.b 1.2.3.4 A\n"));
        (await TincanCli.RunAsync(["resolve", $"{names.Address}", "a.b", .. faults])).Wrote("a.b 1.2.3.4 A IN\n");
        await using var book = await TincanCli.ServeAsync("serve", "book", "--book", _scratch.Write("book.csv", "a@b,Ann\n"));
        (await TincanCli.RunAsync(["lookup", $"{book.Address}", "a@b", .. faults])).Wrote("a@b\tAnn\n");
    }

    [Fact]
    public async Task A_proxy_does_it_between_any_two_and_says_so()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse");
        await using var proxy = await TincanCli.Start(
            "proxy", "127.0.0.1:0", $"{server.Address}", "--fault", "mute:msg=3,dir=to-client", "--watch", "--log", "none").ListeningAsync();
        var client = await TincanCli.PipeAsync("one\ntwo\n", "reverse", $"{proxy.Address}", "--idle-timeout", "3s");
        Assert.Equal((4, "eno\n"), (client.Code, client.Text));
        proxy.Terminate();
        Assert.Contains("!! mute: 4 bytes swallowed", (await proxy.ExitAsync()).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", "aXX")]
    [InlineData("auto", "aXX")]
    [InlineData("lines", "abc")]
    public async Task A_proxy_takes_a_framing(string messages, string received)
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo");
        await using var proxy = await TincanCli.Start(
            "proxy", "127.0.0.1:0", $"{server.Address}", "--messages", messages, "--fault", "corrupt:at=0,with=X,msg=2-,dir=to-client").ListeningAsync();
        await using var python = Running.Start("python3", ["-c", $$"""
            import socket
            s = socket.create_connection(('127.0.0.1', {{proxy.Port}}))
            for word in (b'a', b'b', b'c'):
                s.sendall(word)
                print(s.recv(1).decode(), end='')
            """]);
        Assert.Equal(received, (await python.ExitAsync()).Text);
    }

    [Fact]
    public async Task A_refused_connection_is_never_made()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo");
        (await TincanCli.PipeAsync("a\n", "send", $"{server.Address}", "--fault", "refuse"))
            .FailedWith(3, $"cannot connect to {server.Address}: connection refused by a fault");
        server.Terminate();
        Assert.DoesNotContain("ended", (await server.ExitAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_refuses_with_RST_and_serves_the_next()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo", "--fault", "refuse:conn=1");
        await RawSocket.IsResetAtOnceAsync(server);
        using var next = await RawSocket.ConnectAsync(server);
        await next.SendAsync("x");
        await next.ReceivesAsync("x");
    }

    [Fact]
    public async Task A_seed_that_was_chosen_can_be_repeated()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo");
        var first = await TincanCli.PipeAsync("a long line of text\n", "send", $"{server.Address}", "--half-close", "--fault", "corrupt:every=2,dir=out");
        var seed = first.Error.Split(' ')[1];
        Assert.Equal($"seed {seed} (repeat with --seed {seed})\n", first.Error);
        var second = await TincanCli.PipeAsync(
            "a long line of text\n", "send", $"{server.Address}", "--half-close", "--fault", "corrupt:every=2,dir=out", "--seed", seed);
        Assert.Equal((0, ""), (second.Code, second.Error));
        Assert.Equal(first.Bytes, second.Bytes);
    }

    [Fact]
    public async Task A_file_of_faults_comes_before_the_others()
    {
        var plan = _scratch.Write("plan.json", """{ "seed": 1, "faults": [{ "fault": "duplicate", "dir": "out" }] }""");
        await using var server = await TincanCli.ServeAsync("serve", "echo");
        var outcome = await TincanCli.PipeAsync(
            "ab\n", "send", $"{server.Address}", "--half-close", "--fault-plan", plan, "--fault", "corrupt:at=0,with=X,dir=out");
        outcome.Wrote("Xb\r\nXb\r\n");
    }

    [Fact]
    public async Task An_interrupt_does_not_wait_for_what_is_held()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse");
        await using var client = TincanCli.Start("reverse", $"{server.Address}", "--fault", "delay:by=1h,dir=out");
        await client.Error.UntilAsync("Welcome");
        await client.SendAsync("one\n");
        client.Interrupt();
        Assert.Equal(130, (await client.ExitAsync()).Code);
    }

    [Fact]
    public async Task A_wait_that_was_too_long_is_recorded_with_faults_and_without()
    {
        await using var server = await TincanCli.ServeAsync("serve", "names", "--table", _scratch.Write("table", "a.b 1.2.3.4 A\n"));
        foreach (var faults in new string[][] { [], ["--fault", "split"] })
        {
            var outcome = await TincanCli.RunAsync(["resolve", $"{server.Address}", "c.d", "--idle-timeout", "300ms", "--watch", .. faults]);
            Assert.Equal(4, outcome.Code);
            Assert.Contains("timeout waiting for server", outcome.Error, StringComparison.Ordinal);
            Assert.Contains("closed: idle timeout", outcome.Error, StringComparison.Ordinal);
        }
    }
}
