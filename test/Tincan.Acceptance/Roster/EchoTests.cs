using System.Security.Cryptography;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Roster;

public sealed class EchoTests
{
    [Fact]
    public async Task Binary_data_comes_back_after_the_FIN_too()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo");
        using var client = await RawSocket.ConnectAsync(server);
        var sent = Encoding.Latin1.GetString([.. Enumerable.Range(0, 200_000).Select(static i => (byte)(i * 31 >> 3))]);
        await client.SendAsync(sent);
        client.Finish();
        Assert.Equal(Hash(sent), Hash(await client.ReceiveToEndAsync()));
    }

    [Theory]
    [InlineData("lf")]
    [InlineData("crlf")]
    [InlineData("nul")]
    [InlineData("raw")]
    public async Task The_talk_client_works_with_it_in_every_dialect(string dialect)
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo");
        (await TincanCli.PipeAsync("one\ntwo words\n", "talk", "127.0.0.1", server.Port, "--dialect", dialect)).Wrote("one\ntwo words\n");
    }

    [Fact]
    public async Task A_client_over_the_limit_is_reset_and_the_others_are_served()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo", "--max-connections", "1");
        using var first = await RawSocket.ConnectAsync(server);
        await first.SendAsync("one");
        await first.ReceivesAsync("one");
        await RawSocket.IsResetAtOnceAsync(server);
        await first.SendAsync("two");
        await first.ReceivesAsync("two");
    }

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.Latin1.GetBytes(text)));
}
