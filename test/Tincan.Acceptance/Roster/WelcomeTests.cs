using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Roster;

public sealed class WelcomeTests
{
    [Fact]
    public async Task It_greets_with_the_classic_18_bytes_and_closes()
    {
        await using var server = await TincanCli.ServeAsync("serve", "welcome");
        using var client = await RawSocket.ConnectAsync(server);
        Assert.Equal("Welcome to CS 352!", await client.ReceiveToEndAsync());
    }

    [Theory]
    [InlineData("Salut, ça va ?", "Salut, Ã§a va ?")]
    [InlineData("", "")]
    public async Task It_greets_with_another_text_or_not_at_all(string greeting, string bytes)
    {
        await using var server = await TincanCli.ServeAsync("serve", "welcome", "--greeting", greeting);
        using var client = await RawSocket.ConnectAsync(server);
        Assert.Equal(bytes, await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task Send_receives_the_greeting()
    {
        await using var server = await TincanCli.ServeAsync("serve", "welcome");
        (await TincanCli.PipeAsync("hello\n", "send", "127.0.0.1", server.Port)).Wrote("Welcome to CS 352!");
    }
}
