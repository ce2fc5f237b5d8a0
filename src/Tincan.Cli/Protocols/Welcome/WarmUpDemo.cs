using Tincan.Cli.Demo;
using Tincan.Hosting;
using Tincan.Protocols.Welcome;

namespace Tincan.Cli.Protocols.Welcome;

/// <summary>The classic warm-up: server and client in one process, with the same output.</summary>
internal static class WarmUpDemo
{
    public static DemoPart Part { get; } = new("warm-up", "a server greets a client, with the output of the classic program", PlayAsync);

    private static async Task PlayAsync(DemoBench bench)
    {
        await using var host = await bench.ServeAsync(new Reporter(new WelcomeServer()));
        DemoBench.Print("[S]: Server socket created");
        DemoBench.Print($"[S]: Server host name is {Dns.GetHostName()}");
        DemoBench.Print($"[S]: Server IP address is {DemoBench.Address(host).Host}");
        DemoBench.Print("[C]: Client socket created");
        await using var wire = await bench.ConnectAsync(host);
        var greeting = Encoding.UTF8.GetString((await WelcomeClient.ReadAsync(wire, bench.Cancel)).Span);
        DemoBench.Print($"[C]: Data received from server: {greeting}");
        DemoBench.Print("Done.");
        bench.Check(greeting == WelcomeServer.ClassicGreeting, "the greeting is 18 bytes and nothing after it");
    }

    private sealed class Reporter(WelcomeServer server) : IServer
    {
        public Task ServeAsync(Conversation conversation)
        {
            DemoBench.Print($"[S]: Got a connection request from a client at {conversation.Client}");
            return server.ServeAsync(conversation);
        }
    }
}
