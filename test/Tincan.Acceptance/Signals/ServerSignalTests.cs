using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Signals;

public sealed class ServerSignalTests
{
    public static TheoryData<string> Servers { get; } =
    [
        "serve welcome",
        "serve reverse",
        "serve talk",
        "serve echo",
        $"serve names --table {Place.Sample("PROJ2-DNSTS1.txt")}",
        "serve resolver --upstream 127.0.0.1:9",
        $"serve book --book {Place.Sample("book.csv")}",
        "talk server",
    ];

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Ctrl_C_stops_it_with_130(string words)
    {
        await using var server = await TincanCli.ServeAsync(words.Split(' '));
        server.Interrupt();
        (await server.ExitAsync()).FirstLineOnly(server.Address, 130);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task SIGTERM_stops_it_with_0_and_clients_get_FIN(string words)
    {
        await using var server = await TincanCli.ServeAsync([.. words.Split(' ')]);
        using var client = await RawSocket.ConnectAsync(server);
        server.Terminate();
        await EndsAsync(client);
        client.Dispose();
        (await server.ExitAsync()).FirstLineOnly(server.Address);
    }

    [Fact]
    public async Task The_message_in_hand_is_finished_first()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--greeting", "");
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("first\nHEL");
        await client.ReceivesAsync("tsrif\n");
        server.Terminate();
        await server.Error.UntilAsync("draining 1 connections");
        await client.SendAsync("LO\n");
        Assert.Equal("OLLEH\n", await client.ReceiveToEndAsync());
        client.Dispose();
        Assert.Equal(0, (await server.ExitAsync()).Code);
    }

    [Fact]
    public async Task A_question_in_hand_is_answered_by_the_resolver_first()
    {
        using var table = new RawListener();
        await using var server = await Names.ResolverAsync([table.Port]);
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("late.com\n");
        using var upstream = await table.AcceptAsync();
        await upstream.ReceivesAsync("late.com\n");
        server.Terminate();
        await server.Error.UntilAsync("draining 1");
        await upstream.SendAsync("late.com 1.2.3.4 A IN\n");
        Assert.Equal("late.com 1.2.3.4 A IN\n", await client.ReceiveToEndAsync());
        client.Dispose();
        Assert.Equal(0, (await server.ExitAsync()).Code);
    }

    [Fact]
    public async Task Clients_that_do_not_close_after_FIN_are_reset_and_logged()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo", "--linger-timeout", "200ms");
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("hello");
        await client.ReceivesAsync("hello");
        server.Terminate();
        Assert.Equal("", await client.ReceiveToEndAsync());
        var outcome = await server.ExitAsync();
        Assert.Equal(0, outcome.Code);
        Assert.Contains("drain timeout: 1 connections were reset (RST)", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_waits_for_a_talk_gets_FIN()
    {
        await using var server = await TincanCli.ServeAsync("talk", "server", "--log", "debug");
        using var first = await RawSocket.ConnectAsync(server);
        await server.Error.UntilAsync(" connected");
        using var second = await RawSocket.ConnectAsync(server);
        await second.SendAsync("hello\n");
        server.Terminate();
        Assert.Equal("", await second.ReceiveToEndAsync());
        Assert.Equal("", await first.ReceiveToEndAsync());
        first.Dispose();
        second.Dispose();
        var outcome = await server.ExitAsync();
        Assert.Equal(0, outcome.Code);
        Assert.DoesNotContain("refused", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_without_a_limit_is_refused() => (await TincanCli.RunAsync("serve", "echo", "--drain-timeout", "none")).FailedWith(
        2, "--drain-timeout takes a time of at least 1ms: 200ms, 5s, 2m or 1h, not 'none'; see 'tincan serve echo --help'");

    [Fact]
    public async Task A_client_that_does_not_finish_its_message_is_reset_after_the_limit()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--greeting", "", "--drain-timeout", "300ms");
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("first\nHEL");
        await client.ReceivesAsync("tsrif\n");
        server.Terminate();
        await client.IsResetAsync();
        Assert.Equal(0, (await server.ExitAsync()).Code);
    }

    [Theory]
    [InlineData(true, 130)]
    [InlineData(false, 143)]
    public async Task A_second_signal_ends_it_at_once(bool interrupt, int code)
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--greeting", "", "--drain-timeout", "1h");
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("first\nHEL");
        await client.ReceivesAsync("tsrif\n");
        server.Terminate();
        await server.Error.UntilAsync("draining 1");
        if (interrupt)
        {
            server.Interrupt();
        }
        else
        {
            server.Terminate();
        }

        Assert.Equal(code, (await server.ExitAsync()).Code);
    }

    [Fact]
    public async Task No_client_is_accepted_once_it_stops()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--greeting", "");
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("first\nHEL");
        await client.ReceivesAsync("tsrif\n");
        server.Terminate();
        await server.Error.UntilAsync("draining 1");
        (await TincanCli.PipeAsync("hello\n", "send", "127.0.0.1", server.Port))
            .FailedWith(3, $"cannot connect to 127.0.0.1:{server.Port}: connection refused: nothing listens there");
    }

    /// <summary>The end is FIN, or RST where the connection had not been accepted yet.</summary>
    private static async Task EndsAsync(RawSocket client)
    {
        try
        {
            Assert.DoesNotContain("error", await client.ReceiveToEndAsync(), StringComparison.OrdinalIgnoreCase);
        }
        catch (System.Net.Sockets.SocketException)
        {
            // The kernel had connected it, but the server stopped before it looked.
        }
    }
}
