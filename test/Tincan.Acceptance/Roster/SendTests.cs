using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Roster;

public sealed class SendTests
{
    [Theory]
    [InlineData("one line\n", "one line\r\n")]
    [InlineData("first\nsecond\n", "first\r\n")]
    [InlineData("no line end", "no line end\r\n")]
    [InlineData("from Windows\r\n", "from Windows\r\n")]
    [InlineData("", "\r\n")]
    public async Task One_line_goes_out_with_CRLF_and_nothing_else(string typed, string wire)
    {
        using var listener = new RawListener();
        await using var client = TincanCli.Start("send", "127.0.0.1", listener.Port, "--half-close");
        await client.SendAsync(typed);
        client.EndInput();
        using var server = await listener.AcceptAsync();
        Assert.Equal(wire, await server.ReceiveToEndAsync());
        server.Dispose();
        (await client.ExitAsync()).Wrote("");
    }

    [Fact]
    public async Task It_does_not_half_close_on_its_own()
    {
        using var listener = new RawListener();
        await using var client = TincanCli.Start("send", "127.0.0.1", listener.Port);
        await client.SendAsync("GET\n");
        using var server = await listener.AcceptAsync();
        await server.ReceivesAsync("GET\r\n");
        await server.SendAsync("answer");
        await client.Out.UntilAsync("answer");
        Assert.Equal(0, server.Socket.Available);
        Assert.False(server.Socket.Poll(0, System.Net.Sockets.SelectMode.SelectRead));
        server.Dispose();
        (await client.ExitAsync()).Wrote("answer");
    }

    [Theory]
    [InlineData("GET / HTTP/1.0\n\n", "GET / HTTP/1.0\r\n\r\n")]
    [InlineData("GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.0\r\n\r\n")]
    [InlineData("", "")]
    public async Task With_all_every_line_goes_out_with_CRLF_as_one_piece(string typed, string wire)
    {
        using var listener = new RawListener();
        await using var client = TincanCli.Start("send", "--all", "127.0.0.1", listener.Port, "--half-close");
        await client.SendAsync(typed);
        client.EndInput();
        using var server = await listener.AcceptAsync();
        if (wire.Length > 0)
        {
            Assert.Equal(wire, await server.ReceiveAsync());
        }

        Assert.Equal("", await server.ReceiveToEndAsync());
        server.Dispose();
        (await client.ExitAsync()).Wrote("");
    }

    [Fact]
    public async Task With_all_what_comes_is_written_while_more_is_typed()
    {
        using var listener = new RawListener();
        await using var client = TincanCli.Start("send", "--all", "127.0.0.1", listener.Port, "--idle-timeout", "100ms");
        using var server = await listener.AcceptAsync();
        foreach (var line in (string[])["one", "two", "three"])
        {
            await client.SendAsync($"{line}\n");
            await server.ReceivesAsync($"{line}\r\n");
            await server.SendAsync($"{line} too\n");
            await client.Out.UntilAsync($"{line} too\n");
        }

        server.Dispose();
        var outcome = await client.ExitAsync();
        Assert.Equal((0, "one too\ntwo too\nthree too\n"), (outcome.Code, outcome.Text));
    }

    [Fact]
    public async Task A_line_that_is_not_sent_is_not_passed_over_in_silence()
    {
        using var listener = new RawListener();
        await using var client = TincanCli.Start("send", "127.0.0.1", listener.Port, "--idle-timeout", "100ms");
        await client.SendAsync("GET / HTTP/1.0\n\n");
        using var server = await listener.AcceptAsync();
        await server.ReceivesAsync("GET / HTTP/1.0\r\n");
        var outcome = await client.ExitAsync();
        Assert.Equal(4, outcome.Code);
        Assert.StartsWith("(only the first line of the input is sent; --all sends every line)\n", outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith("it may wait for the rest of the input: try --all, which sends every line\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_answer_is_pointed_out()
    {
        using var listener = new RawListener();
        await using var client = TincanCli.Start("send", "127.0.0.1", listener.Port);
        await client.SendAsync("hello\n");
        using var server = await listener.AcceptAsync();
        await server.ReceivesAsync("hello\r\n");
        server.Dispose();
        var outcome = await client.ExitAsync();
        Assert.Equal(
            (0, "", $"(127.0.0.1:{listener.Port} closed the connection without sending anything; if it expects TLS, add --tls)\n"),
            (outcome.Code, outcome.Text, outcome.Error));
    }

    [Fact]
    public async Task What_comes_back_is_written_byte_for_byte()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo");
        (await TincanCli.PipeAsync("Padmé \u001b[31m\t\u0001\n", "send", "127.0.0.1", server.Port, "--half-close"))
            .Wrote("Padmé \u001b[31m\t\u0001\r\n");
    }
}
