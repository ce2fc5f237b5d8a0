using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Roster;

public sealed class TalkTests
{
    [Theory]
    [InlineData("lf")]
    [InlineData("crlf")]
    [InlineData("nul")]
    [InlineData("raw")]
    public async Task The_sample_talk_is_received_at_both_ends(string dialect)
    {
        await using var server = await TincanCli.ServeAsync("talk", "server", "--quiet", "50ms");
        await server.SendAsync(await File.ReadAllTextAsync(Place.Sample("talk-server.txt")));
        var input = await File.ReadAllTextAsync(Place.Sample("talk-client.txt"));
        (await TincanCli.PipeAsync(input, "talk", "127.0.0.1", server.Port, "--dialect", dialect))
            .Wrote("Yes, speak up!\nOnly with a string between them.\n");
        await server.Out.UntilAsync("Hello, is anybody there?\nAre you fond of tin cans?\n");
    }

    [Fact]
    public async Task Serve_talk_is_the_same_server()
    {
        await using var server = await TincanCli.ServeAsync("serve", "talk");
        await server.SendAsync("good\n");
        (await TincanCli.PipeAsync("how are you?\n", "talk", "127.0.0.1", server.Port)).Wrote("good\n");
    }

    [Fact]
    public async Task Lines_typed_ahead_go_out_one_per_turn()
    {
        using var listener = new RawListener();
        await using var client = TincanCli.Start("talk", "127.0.0.1", listener.Port);
        await client.SendAsync("one\ntwo\nthree\n");
        using var server = await listener.AcceptAsync();
        await server.ReceivesAsync("one\n");
        await server.SendAsync("1\n");
        await server.ReceivesAsync("two\n");
        await server.SendAsync("2\n");
        await server.ReceivesAsync("three\n");
        server.Dispose();
        var outcome = await client.ExitAsync();
        Assert.Equal((0, "1\n2\n"), (outcome.Code, outcome.Text));
    }

    [Theory]
    [InlineData("lf", "hello\n")]
    [InlineData("raw", "hello")]
    public async Task The_blank_line_that_ends_it_is_not_sent(string dialect, string wire)
    {
        using var listener = new RawListener();
        await using var client = TincanCli.Start("talk", "127.0.0.1", listener.Port, "--dialect", dialect);
        await client.SendAsync("hello\n\nnever sent\n");
        using var server = await listener.AcceptAsync();
        await server.ReceivesAsync(wire);
        await server.SendAsync("hi\n");
        Assert.Equal("", await server.ReceiveToEndAsync());
        server.Dispose();
        (await client.ExitAsync()).Wrote(dialect == "raw" ? "hi\n\n" : "hi\n");
    }

    [Fact]
    public async Task The_next_caller_waits_connected_and_is_served_at_once_with_what_it_typed()
    {
        await using var server = await TincanCli.ServeAsync("talk", "server");
        using var first = await RawSocket.ConnectAsync(server);
        await first.SendAsync("first\n");
        await server.Out.UntilAsync("first\n");
        using var second = await RawSocket.ConnectAsync(server);
        await second.SendAsync("second\n");
        await server.SendAsync("to the first\n");
        await first.ReceivesAsync("to the first\n");
        Assert.DoesNotContain("second", server.Out.Text, StringComparison.Ordinal);
        first.Dispose();
        await server.Out.UntilAsync("second\n");
        await server.SendAsync("to the second\n");
        await second.ReceivesAsync("to the second\n");
    }

    [Fact]
    public async Task A_blank_line_of_the_server_ends_the_talk_and_the_next_caller_is_served()
    {
        await using var server = await TincanCli.ServeAsync("talk", "server");
        await server.SendAsync("\n");
        await using var first = TincanCli.Start("talk", "127.0.0.1", server.Port);
        await first.SendAsync("anybody?\n");
        Assert.Equal(0, (await first.ExitAsync()).Code);
        await server.SendAsync("now\n");
        (await TincanCli.PipeAsync("and now?\n", "talk", "127.0.0.1", server.Port)).Wrote("now\n");
    }
}
