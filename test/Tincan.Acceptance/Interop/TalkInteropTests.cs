using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Interop;

public sealed class TalkInteropTests
{
    [Theory]
    [InlineData("raw")]
    [InlineData("lf")]
    [InlineData("crlf")]
    public async Task Our_client_with_their_server(string dialect)
    {
        await using var server = await Python.ServeAsync("talk_server.py", dialect);
        await server.SendAsync("Yes, speak up!\nOnly with a string.\n");
        (await TincanCli.PipeAsync("Hello?\nAre you fond of cans?\n\n", "talk", "127.0.0.1", server.Port, "--dialect", dialect))
            .Wrote("Yes, speak up!\nOnly with a string.\n");
        Assert.EndsWith("\nHello?\nAre you fond of cans?\n", (await server.ExitAsync()).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("raw")]
    [InlineData("lf")]
    [InlineData("crlf")]
    public async Task Their_client_with_our_server_which_finds_the_dialect_out(string dialect)
    {
        await using var server = await TincanCli.ServeAsync("talk", "server", "--quiet", "50ms");
        await server.SendAsync("Yes, speak up!\nOnly with a string.\n");
        (await Python.PipeAsync("Hello?\nAre you fond of cans?\n\n", "talk_client.py", server.Port, dialect))
            .Wrote("Yes, speak up!\nOnly with a string.\n");
        await server.Out.UntilAsync("Hello?\nAre you fond of cans?\n");
        await server.Error.UntilAsync("ended the talk");
    }
}
