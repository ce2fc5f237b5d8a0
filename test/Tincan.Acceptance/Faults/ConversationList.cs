using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Faults;

/// <summary>A client, and the server that a faulty proxy connects it to.</summary>
/// <param name="Name">The heading of its column.</param>
/// <param name="Serve">Starts the server behind the proxy.</param>
/// <param name="Speak">Runs the client to its end: against the proxy at this port, with this timeout.</param>
internal sealed record Conversation(string Name, Func<Task<Running>> Serve, Func<string, string, Task<Outcome>> Speak)
{
    /// <summary>The server serves one client, so each run needs a new one.</summary>
    public bool IsOnce { get; init; }

    /// <summary>An answer that is lost is waited for until the timeout, even where the connection has been closed.</summary>
    public bool WaitsForLost { get; init; }
}

/// <summary>A conversation of each protocol.</summary>
internal static class ConversationList
{
    public static IReadOnlyList<Conversation> All { get; } =
    [
        new(
            "welcome",
            static () => TincanCli.ServeAsync("serve", "welcome"),
            static (port, timeout) => TincanCli.PipeAsync("HELLO\n", ["send", "127.0.0.1", port, "--idle-timeout", timeout])),
        new(
            "reverse",
            static () => TincanCli.ServeAsync("serve", "reverse"),
            static (port, timeout) => TincanCli.PipeAsync("one\ntwo words\n\nfür alle\nlast", ["reverse", "127.0.0.1", port, "-", "--idle-timeout", timeout])),
        new(
            "talk",
            TalkServerAsync,
            static (port, timeout) => TincanCli.PipeAsync("how are you?\nand then?\n", ["talk", "127.0.0.1", port, "--idle-timeout", timeout])) { IsOnce = true },
        new(
            "echo",
            static () => TincanCli.ServeAsync("serve", "echo"),
            static (port, timeout) => TincanCli.PipeAsync("a line of text\n", ["send", "127.0.0.1", port, "--half-close", "--idle-timeout", timeout])),
        new(
            "names",
            static () => Names.TableAsync(1, "--dialect", "lf"),
            static (port, timeout) => TincanCli.RunAsync("resolve", "127.0.0.1", port, "rutgers.edu", "amazon.com", "--idle-timeout", timeout)),
        new(
            "book",
            static () => TincanCli.ServeAsync("serve", "book", "--book", Place.Sample("book.csv")),
            static (port, timeout) => TincanCli.RunAsync("lookup", "127.0.0.1", port, "luke@gmail.com", "leia@alderaan.org", "--idle-timeout", timeout)),
        new(
            "resolver",
            static () => Names.TableAsync(1, "--dialect", "lf"),
            ResolveThroughAsync) { WaitsForLost = true },
    ];

    private static async Task<Running> TalkServerAsync()
    {
        var server = await TincanCli.ServeAsync("talk", "server");
        await server.SendAsync("fine\nthe end\n");
        return server;
    }

    /// <summary>The proxy is between a resolver and the one table server that knows the names.</summary>
    private static async Task<Outcome> ResolveThroughAsync(string port, string timeout)
    {
        await using var other = await Names.TableAsync(2, "--dialect", "lf");
        await using var resolver = await Names.ResolverAsync([port, other.Port], "--dialect", "lf", "--deadline", timeout);
        return await TincanCli.RunAsync("resolve", "127.0.0.1", resolver.Port, "rutgers.edu", "amazon.com", "--idle-timeout", "60s");
    }
}
