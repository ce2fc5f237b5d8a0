using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Words;

public sealed class ListenTests
{
    [Theory]
    [InlineData("127.0.0.1:0", "127.0.0.1")]
    [InlineData(":0", "127.0.0.1")]
    [InlineData("0", "127.0.0.1")]
    [InlineData("[::1]:0", "::1")]
    [InlineData("*:0", "::")]
    [InlineData("0.0.0.0:0", "0.0.0.0")]
    public async Task The_first_line_says_where_it_listens(string written, string address)
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo", "--listen", written);
        Assert.Equal(IPAddress.Parse(address), server.Address.Address);
        server.Terminate();
        (await server.ExitAsync()).FirstLineOnly(server.Address);
    }

    [Fact]
    public async Task Talk_server_takes_the_port_as_a_word_and_listens_on_every_address()
    {
        await using var server = await TincanCli.Start("talk", "server", "0").ListeningAsync();
        Assert.Equal(IPAddress.IPv6Any, server.Address.Address);
    }

    [Fact]
    public async Task The_port_can_be_taken_again_at_once_after_a_busy_run()
    {
        var listen = "127.0.0.1:0";
        for (var run = 0; run < 3; run++)
        {
            await using var server = await TincanCli.ServeAsync("serve", "echo", "--listen", listen);
            listen = server.Address.ToString();
            var clients = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => RawSocket.ConnectAsync(server)));
            foreach (var client in clients)
            {
                await client.SendAsync("x");
                await client.ReceivesAsync("x");
            }

            // The server sends its FIN first, so its side of each connection is left in TIME-WAIT.
            server.Terminate();
            foreach (var client in clients)
            {
                Assert.Equal("", await client.ReceiveToEndAsync());
                client.Dispose();
            }

            Assert.Equal(0, (await server.ExitAsync()).Code);
        }
    }

    [Fact]
    public async Task A_port_in_use_is_reported_in_one_line()
    {
        using var taken = new RawListener();
        (await TincanCli.RunAsync("serve", "echo", "--listen", $"127.0.0.1:{taken.Port}"))
            .FailedWith(3, $"cannot listen on 127.0.0.1:{taken.Port}: the address is already in use");
    }

    [Theory]
    [InlineData("localhost", "--listen: 'localhost' is not a port: write a number from 0 to 65535; see 'tincan serve echo --help'")]
    [InlineData("::1:7", "--listen: '::1:7' is an IPv6 address without brackets: write [ADDRESS]:PORT; see 'tincan serve echo --help'")]
    public async Task A_wrong_address_is_reported_in_one_line(string written, string line) =>
        (await TincanCli.RunAsync("serve", "echo", "--listen", written)).FailedWith(2, line);
}
