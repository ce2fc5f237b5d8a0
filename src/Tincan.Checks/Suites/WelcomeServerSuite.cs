using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;
using Tincan.Checks.Probing;
using Tincan.Protocols.Welcome;

namespace Tincan.Checks.Suites;

/// <summary>The requirements for a welcome server.</summary>
public static class WelcomeServerSuite
{
    private const string Name = "welcome.server";

    /// <summary>The suite.</summary>
    public static Suite Suite { get; } = new(Name,
        Side.Server,
        "A server that sends a greeting, and closes.",
        MessageCodec.Lines,
        [
            new("welcome.server.greeting", Level.Must,
                $"On accept the server sends '{WelcomeServer.ClassicGreeting}', without waiting for data.",
                "The client sends nothing; it waits for this text and prints it.",
                "Send the text as soon as accept returns; do not call recv before.",
                GreetingAsync) { CanPerturb = false, Points = 2 },
            new("welcome.server.nothing-more", Level.Must,
                "Nothing follows the greeting: it is 18 bytes, without a line end.",
                "The client prints what it receives, and an extra line end would be an extra blank line.",
                "Send only the text: no newline, no zero byte, no second text.",
                NothingMoreAsync) { CanPerturb = false },
            new("welcome.server.closes", Level.Must,
                "After the greeting the server closes the connection with FIN.",
                "Otherwise a client that reads until the end waits forever.",
                "Close the socket of the client after send; do not wait for the client to close first.",
                ClosesAsync) { CanPerturb = false },
            new("welcome.server.unread-input", Level.Should,
                "A client that has sent something still gets the greeting and FIN, not RST.",
                "Closing with unread bytes sends an RST, which can destroy the greeting on its way.",
                "After send call shutdown(SHUT_WR), then recv until it returns nothing, and only then close.",
                UnreadInputAsync) { CanPerturb = false },
            ServerCases.NextClient(Name, AskAsync),
            ServerCases.AfterReset(Name, GreetedAsync, AskAsync),
            ServerCases.Concurrent(Name, Level.Should, static context => context.ConnectAsync(), AskAsync),
        ])
    {
        HasLines = false,
        Parameters = [ReverseParameters.Greeting with { Cases = ["welcome.server.greeting", "welcome.server.nothing-more"] }],
        Probe = WelcomeServerProbe.RunAsync,
    };

    private static async Task GreetingAsync(CaseContext context)
    {
        await using var peer = await context.ConnectAsync();
        await peer.ExpectAsync(Encoding.UTF8.GetBytes(ReverseParameters.GreetingOf(context.Options)));
    }

    private static async Task NothingMoreAsync(CaseContext context)
    {
        await using var peer = await context.ConnectAsync();
        await peer.SkipAsync(ReverseParameters.GreetingOf(context.Options));
        try
        {
            await peer.ExpectSilenceAsync();
        }
        catch (CheckFailedException closed) when (closed.Kind is FailureKind.ClosedEarly or FailureKind.Reset)
        {
            // Correct, or judged by another case.
        }
    }

    private static async Task ClosesAsync(CaseContext context)
    {
        await using var peer = await context.ConnectAsync();
        await ExpectCloseAsync(context, peer);
    }

    private static async Task UnreadInputAsync(CaseContext context)
    {
        await using var peer = await context.ConnectAsync();
        await peer.SendAsync("Hello, server!"u8.ToArray());
        await ExpectCloseAsync(context, peer);
    }

    private static async Task ExpectCloseAsync(CaseContext context, Peer peer)
    {
        await peer.SkipAsync(ReverseParameters.GreetingOf(context.Options));
        await peer.ExpectCloseAsync();
    }

    private static async Task AskAsync(CaseContext context)
    {
        await using var peer = await GreetedAsync(context);
    }

    /// <summary>The client waits for the greeting before it resets the connection. Otherwise it depends on timing whether the server is still sending.</summary>
    private static async Task<Peer> GreetedAsync(CaseContext context)
    {
        var peer = await context.ConnectAsync();
        await peer.ExpectAsync(Encoding.UTF8.GetBytes(ReverseParameters.GreetingOf(context.Options)));
        return peer;
    }
}
