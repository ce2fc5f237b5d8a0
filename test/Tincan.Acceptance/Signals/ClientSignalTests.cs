using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Signals;

public sealed class ClientSignalTests
{
    public static TheoryData<string, bool> Waiting { get; } = new()
    {
        // What is typed; whether it then waits for the server (or else for standard input).
        { "send", true },
        { "send", false },
        { "talk", true },
        { "talk", false },
        { "reverse", true },
        { "reverse", false },
        { "resolve -", true },
        { "resolve -", false },
        { "lookup", true },
        { "lookup", false },
    };

    [Theory]
    [MemberData(nameof(Waiting))]
    public async Task Ctrl_C_ends_a_client_that_waits(string words, bool forServer)
    {
        await using var client = await WaitingAsync(words, forServer);
        client.Run.Interrupt();
        (await client.Run.ExitAsync()).Ended(130);
    }

    [Theory]
    [InlineData("send")]
    [InlineData("reverse")]
    public async Task SIGTERM_ends_a_client_too(string words)
    {
        await using var client = await WaitingAsync(words, forServer: true);
        client.Run.Terminate();
        (await client.Run.ExitAsync()).Ended(143);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_reverse_client_that_waits_for_its_next_line()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse");
        await using var client = TincanCli.Start("reverse", "127.0.0.1", server.Port);
        await client.SendAsync("one\n");
        await client.Out.UntilAsync("eno\n");
        client.Interrupt();
        Assert.Equal(130, (await client.ExitAsync()).Code);
    }

    [Fact]
    public async Task What_had_come_is_written_before_it_ends()
    {
        using var scratch = new Scratch();
        await using var client = await WaitingAsync($"reverse -o {scratch["out.txt"]}", forServer: true);
        await client.Server!.SendAsync("eno\n");
        await client.Run.SendAsync("two\n");
        await client.Server.ReceivesAsync("two\n");
        client.Run.Interrupt();
        (await client.Run.ExitAsync()).Ended(130);
        Assert.Equal("eno\n", await File.ReadAllTextAsync(scratch["out.txt"]));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_client_that_connects()
    {
        using var listener = new RawListener(backlog: 0);
        using var filler = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        await filler.ConnectAsync(listener.Address).InTime();
        await using var client = TincanCli.Start("talk", "127.0.0.1", listener.Port);
        await client.HandlesSignalsAsync();
        client.Interrupt();
        (await client.ExitAsync()).Ended(130);
    }

    private static async Task<WaitingClient> WaitingAsync(string words, bool forServer)
    {
        var listener = new RawListener();
        var split = words.Split(' ');
        var run = TincanCli.Start([split[0], "127.0.0.1", listener.Port, .. split[1..]]);
        RawSocket? server = null;
        if (forServer)
        {
            await run.SendAsync("one\n");
            server = await listener.AcceptAsync();
            Assert.Contains("one", await server.ReceiveAsync(), StringComparison.Ordinal);
        }
        else
        {
            await run.HandlesSignalsAsync();
        }

        return new WaitingClient(listener, server, run);
    }

    private sealed record WaitingClient(RawListener Listener, RawSocket? Server, Running Run) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Server?.Dispose();
            Listener.Dispose();
            return Run.DisposeAsync();
        }
    }
}
