using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Fire;

/// <summary>A conversation to put under fire.</summary>
/// <param name="Name">How the table calls it.</param>
/// <param name="Serve">Starts what stands behind the proxy.</param>
/// <param name="Speak">Speaks to the proxy at a port, to the end.</param>
internal sealed record Conversation(string Name, Func<Task<Running>> Serve, Func<string, Task<Outcome>> Speak)
{
    /// <summary>The server is one person, so each run needs a new one.</summary>
    public bool IsOnce { get; init; }
}

/// <summary>Every conversation of Tincan, with little patience.</summary>
internal static class Roster
{
    private const string Patience = "3s";

    public static IReadOnlyList<Conversation> All { get; } =
    [
        new(
            "welcome",
            static () => TincanCli.ServeAsync("serve", "welcome"),
            static port => TincanCli.PipeAsync("HELLO\n", ["send", "127.0.0.1", port, "--idle-timeout", Patience])),
        new(
            "reverse",
            static () => TincanCli.ServeAsync("serve", "reverse"),
            static port => TincanCli.PipeAsync("one\ntwo words\n\nfür alle\nlast", ["reverse", "127.0.0.1", port, "-", "--idle-timeout", Patience])),
        new(
            "talk",
            TalkServerAsync,
            static port => TincanCli.PipeAsync("how are you?\nand then?\n", ["talk", "127.0.0.1", port, "--idle-timeout", Patience])) { IsOnce = true },
        new(
            "echo",
            static () => TincanCli.ServeAsync("serve", "echo"),
            static port => TincanCli.PipeAsync("a line of text\n", ["send", "127.0.0.1", port, "--half-close", "--idle-timeout", Patience])),
        new(
            "names",
            static () => Names.TableAsync(1, "--dialect", "lf"),
            static port => TincanCli.RunAsync("resolve", "127.0.0.1", port, "rutgers.edu", "amazon.com", "--idle-timeout", Patience)),
        new(
            "book",
            static () => TincanCli.ServeAsync("serve", "book", "--book", Place.Sample("book.csv")),
            static port => TincanCli.RunAsync("lookup", "127.0.0.1", port, "luke@gmail.com", "leia@alderaan.org", "--idle-timeout", Patience)),
        new(
            "resolver",
            static () => Names.TableAsync(1, "--dialect", "lf"),
            ResolveThroughAsync),
    ];

    private static async Task<Running> TalkServerAsync()
    {
        var server = await TincanCli.ServeAsync("talk", "server");
        await server.SayAsync("fine\nthe end\n");
        return server;
    }

    /// <summary>The proxy stands between a resolver and the one table server that knows the names.</summary>
    private static async Task<Outcome> ResolveThroughAsync(string port)
    {
        await using var other = await Names.TableAsync(2, "--dialect", "lf");
        await using var resolver = await Names.ResolverAsync([port, other.Port], "--dialect", "lf", "--deadline", "3s");
        return await TincanCli.RunAsync("resolve", "127.0.0.1", resolver.Port, "rutgers.edu", "amazon.com");
    }
}
