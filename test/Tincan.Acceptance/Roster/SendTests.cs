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
        await client.SayAsync(typed);
        client.EndInput();
        using var server = await listener.AcceptAsync();
        Assert.Equal(wire, await server.HearToEndAsync());
        server.Dispose();
        (await client.ExitAsync()).Wrote("");
    }

    [Fact]
    public async Task It_does_not_half_close_on_its_own()
    {
        using var listener = new RawListener();
        await using var client = TincanCli.Start("send", "127.0.0.1", listener.Port);
        await client.SayAsync("GET\n");
        using var server = await listener.AcceptAsync();
        await server.HearsAsync("GET\r\n");
        await server.SayAsync("answer");
        await client.Out.UntilAsync("answer");
        Assert.Equal(0, server.Socket.Available);
        Assert.False(server.Socket.Poll(0, System.Net.Sockets.SelectMode.SelectRead));
        server.Dispose();
        (await client.ExitAsync()).Wrote("answer");
    }

    [Fact]
    public async Task What_comes_back_is_written_byte_for_byte()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo");
        (await TincanCli.PipeAsync("Padmé \u001b[31m\t\u0001\n", "send", "127.0.0.1", server.Port, "--half-close"))
            .Wrote("Padmé \u001b[31m\t\u0001\r\n");
    }
}
