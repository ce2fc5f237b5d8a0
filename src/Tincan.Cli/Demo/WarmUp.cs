using Tincan.Hosting;
using Tincan.Protocols.Welcome;

namespace Tincan.Cli.Demo;

/// <summary>The classic warm-up: server and client in one process, with the same output.</summary>
internal static class WarmUp
{
    public static async Task PlayAsync(Stage stage)
    {
        Stage.Begin("warm-up", "a server greets a client, with the output of the classic program");
        await using var host = await stage.ServeAsync(new Reporter(new WelcomeServer()));
        Stage.Tell("[S]: Server socket created");
        Stage.Tell($"[S]: Server host name is {Dns.GetHostName()}");
        Stage.Tell($"[S]: Server IP address is {Stage.Address(host).Host}");
        Stage.Tell("[C]: Client socket created");
        await using var wire = await stage.ConnectAsync(host);
        var greeting = Encoding.UTF8.GetString((await WelcomeClient.ReadAsync(wire, stage.Cancel)).Span);
        Stage.Tell($"[C]: Data received from server: {greeting}");
        Stage.Tell("Done.");
        stage.Check(greeting == WelcomeServer.ClassicGreeting, "the greeting is 18 bytes and nothing after it");
    }

    private sealed class Reporter(WelcomeServer server) : IServer
    {
        public Task ServeAsync(Conversation conversation)
        {
            Stage.Tell($"[S]: Got a connection request from a client at {conversation.Client}");
            return server.ServeAsync(conversation);
        }
    }
}
