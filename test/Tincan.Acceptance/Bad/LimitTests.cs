using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Bad;

public sealed class LimitTests
{
    [Fact]
    public async Task A_client_that_sends_nothing_gets_FIN()
    {
        await using var server = await ReverseAsync("--first-byte-timeout", "300ms");
        using var client = await RawSocket.ConnectAsync(server);
        Assert.Equal("", await client.ReceiveToEndAsync());
        await server.Error.UntilAsync("connection closed: first-byte timeout");
    }

    [Fact]
    public async Task A_client_that_trickles_a_message_gets_FIN()
    {
        await using var server = await ReverseAsync("--message-timeout", "500ms", "--dialect", "lf");
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("first\nx");
        await client.ReceivesAsync("tsrif\n");
        var ending = client.ReceiveToEndAsync();
        while (!ending.IsCompleted)
        {
            await client.SendAsync("x");
            await Task.WhenAny(ending, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }

        Assert.Equal("", await ending);
        client.Finish();
        await server.Error.UntilAsync("connection closed: message timeout");
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_reset()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo", "--write-timeout", "300ms", "--send-buffer", "4096");
        using var client = await RawSocket.ConnectAsync(server);
        client.Socket.ReceiveBufferSize = 4096;
        var block = new byte[256 * 1024];
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(async () =>
        {
            while (true)
            {
                await client.Socket.SendAsync(block).InTime();
            }
        });
        await server.Error.UntilAsync("connection closed: write timeout");
    }

    [Fact]
    public async Task A_connection_that_is_old_gets_FIN()
    {
        await using var server = await ReverseAsync("--max-connection-age", "300ms");
        using var client = await RawSocket.ConnectAsync(server);
        Assert.Equal("", await client.ReceiveToEndAsync());
        await server.Error.UntilAsync("connection closed: max connection age reached");
    }

    [Fact]
    public async Task One_too_many_from_an_address_is_reset()
    {
        await using var server = await ReverseAsync("--max-per-address", "1");
        using var first = await RawSocket.ConnectAsync(server);
        await first.SendAsync("a\n");
        await first.ReceivesAsync("a\n");
        await RawSocket.IsResetAtOnceAsync(server);
        await server.Error.UntilAsync("connection refused (RST): max-per-address reached: 1 connections open from its address");
    }

    [Fact]
    public async Task One_too_many_new_one_is_reset()
    {
        await using var server = await ReverseAsync("--max-new-per-address", "1");
        using var first = await RawSocket.ConnectAsync(server);
        for (var i = 0; i < 20; i++)
        {
            using var next = await RawSocket.TryConnectAsync(server);
        }

        await server.Error.UntilAsync("connection refused (RST): rate limit exceeded: more than 1 new connections from its address at once, or per second after that");
    }

    [Theory]
    [InlineData("--max-per-address", "0", "a whole number from 1 to 1000000, or none, not '0'")]
    [InlineData("--send-buffer", "many", "a whole number from 1024 to 67108864, or none, not 'many'")]
    [InlineData("--linger-timeout", "none", "a time of at least 1ms: 200ms, 5s, 2m or 1h, not 'none'")]
    [InlineData("--message-timeout", "0s", "a time of at least 1ms: 200ms, 5s, 2m, 1h or none, not '0s'")]
    public async Task A_limit_that_is_none_is_refused(string option, string value, string problem) =>
        (await TincanCli.RunAsync("serve", "echo", option, value)).FailedWith(2, $"{option} takes {problem}; see 'tincan serve echo --help'");

    private static Task<Running> ReverseAsync(params string[] args) => TincanCli.ServeAsync(["serve", "reverse", "--greeting", "", .. args]);
}
