using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Interop;

/// <summary>Servers that were not written in a classroom.</summary>
public sealed class RealServerTests
{
    [Fact]
    public async Task Send_gets_a_page_from_Python()
    {
        await using var server = await RealServer.HttpAsync();
        await GetsAPageAsync(server);
    }

    [Fact]
    public async Task Send_gets_a_page_from_nginx()
    {
        await using var server = await RealServer.NginxAsync();
        await GetsAPageAsync(server);
    }

    [Fact]
    public async Task Send_has_several_commands_answered_by_Redis()
    {
        await using var server = await RealServer.RedisAsync();
        (await TincanCli.PipeAsync("PING\nSET can tin\nGET can\nQUIT\n", ["send", "--all", .. server.Target])).Wrote("+PONG\r\n+OK\r\n$3\r\ntin\r\n+OK\r\n");
    }

    [Fact]
    public async Task Talk_shows_every_line_of_what_Redis_answers()
    {
        await using var server = await RealServer.RedisAsync();
        (await TincanCli.PipeAsync("SET can tin\nGET can\nLRANGE nothing 0 -1\nMGET can can\n", ["talk", .. server.Target]))
            .Wrote("+OK\n$3\ntin\n*0\n*2\n$3\ntin\n$3\ntin\n");
    }

    private static async Task GetsAPageAsync(RealServer server)
    {
        var outcome = await TincanCli.PipeAsync("GET /index.html HTTP/1.0\n\n", ["send", "--all", .. server.Target]);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.StartsWith("HTTP/1.", outcome.Text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nhello from a file\n", outcome.Text, StringComparison.Ordinal);
    }
}
