using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Bad;

/// <summary>Standard input that ends at once is no error: there is nothing to do.</summary>
public sealed class EmptyInputTests
{
    [Theory]
    [InlineData("talk")]
    [InlineData("resolve")]
    [InlineData("lookup")]
    [InlineData("lookup", "--file", "-")]
    [InlineData("reverse", "--greeting", "")]
    public async Task Clients_end_with_0_and_say_nothing(params string[] client)
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo");
        (await TincanCli.RunAsync([client[0], "127.0.0.1", server.Port, .. client[1..]])).Wrote("");
    }

    [Fact]
    public async Task Send_sends_a_blank_line()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo");
        (await TincanCli.RunAsync("send", "127.0.0.1", server.Port, "--half-close")).Wrote("\r\n");
    }

    [Theory]
    [InlineData("talk")]
    [InlineData("resolve")]
    [InlineData("lookup")]
    [InlineData("lookup", "--file", "-")]
    [InlineData("reverse", "--greeting", "")]
    [InlineData("send", "--half-close")]
    [InlineData("send", "--all", "--half-close")]
    public async Task A_closed_standard_input_is_an_empty_one(params string[] client)
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo");
        await using var run = Running.Start("sh", ["-c", "exec \"$@\" <&-", "sh", Place.Program, client[0], "127.0.0.1", server.Port, .. client[1..]]);
        (await run.ExitAsync()).Wrote(client is ["send", "--half-close"] ? "\r\n" : "");
    }

    [Fact]
    public async Task A_talk_server_without_input_ends_each_talk_after_the_first_message()
    {
        await using var server = await TincanCli.ServeAsync("talk", "server");
        server.EndInput();
        for (var caller = 0; caller < 2; caller++)
        {
            using var client = await RawSocket.ConnectAsync(server);
            await client.SendAsync($"caller {caller}\n");
            Assert.Equal("", await client.ReceiveToEndAsync());
        }

        await server.Out.UntilAsync("caller 0\ncaller 1\n");
    }
}
