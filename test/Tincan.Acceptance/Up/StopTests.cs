using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Up;

public sealed class StopTests
{
    [Fact]
    public async Task SIGTERM_stops_all_and_says_of_each_how_many_were_reset()
    {
        using var scratch = new Scratch();
        await using var up = await Services.UpAsync(
            scratch.Write("tincan.json", """
                { "limits": { "drain-timeout": "300ms" },
                  "services": { "reverse": { "serve": "reverse", "listen": ":0", "greeting": "" }, "echo": { "serve": "echo", "listen": ":0" } } }
                """),
            2);
        using var late = await up.ConnectAsync("reverse");
        await late.SendAsync("first\nHEL");
        await late.ReceivesAsync("tsrif\n");
        using var idle = await up.ConnectAsync("echo");
        await idle.SendAsync("x");
        await idle.ReceivesAsync("x");

        up.Running.Terminate();

        Assert.Equal("", await idle.ReceiveToEndAsync());
        idle.Finish();
        await late.IsResetAsync();
        var outcome = await up.Running.ExitAsync();
        Assert.Equal(0, outcome.Code);
        Assert.Contains("stopped; 1 connections were reset (RST)\",\"tincan.service\":\"reverse\"", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("stopped; 0 connections were reset (RST)\",\"tincan.service\":\"echo\"", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_in_hand_is_answered_by_a_table_that_stops_too()
    {
        using var scratch = new Scratch();
        using var slow = new RawListener();
        await using var up = await Services.UpAsync(
            scratch.Write("tincan.json", $$"""
                { "services": { "tap": { "serve": "proxy", "listen": ":0", "target": "{{slow.Address}}" },
                                "resolver": { "serve": "resolver", "listen": ":0", "upstreams": ["tap"] } } }
                """),
            2);
        using var client = await up.ConnectAsync("resolver");
        await client.SendAsync("a.com\n");
        using var table = await slow.AcceptAsync();
        await table.ReceivesAsync("a.com\n");

        up.Running.Terminate();
        await up.Running.Error.UntilAsync("draining 1 connections\",\"tincan.service\":\"resolver\"");
        await table.SendAsync("a.com 1.2.3.4 A IN\n");

        Assert.Equal("a.com 1.2.3.4 A IN\n", await client.ReceiveToEndAsync());
        client.Dispose();
        table.Dispose();
        var outcome = await up.Running.ExitAsync();
        Assert.Equal(0, outcome.Code);
        Assert.Contains("stopped; 0 connections were reset (RST)\",\"tincan.service\":\"resolver\"", outcome.Error, StringComparison.Ordinal);
    }
}
