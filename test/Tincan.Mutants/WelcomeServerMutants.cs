using Tincan.Checks.Targets;
using Tincan.Checks.Suites;
using Tincan.Hosting;
using Tincan.Mutants.Programs;
using Tincan.Protocols.Welcome;

namespace Tincan.Mutants;

/// <summary>Welcome servers with a bug each.</summary>
internal static class WelcomeServerMutants
{
    private static readonly string[] Asking = ["greeting", "next-client", "after-reset", "concurrent"];

    /// <summary>RST may overtake what was said before it; it has this time to arrive, so that it is the same in each run.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private static readonly WelcomeServer Good = new();

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("no-greeting", "closes without a word", _ => new WelcomeServer(""), Asking),
        New("other-text", "greets with another text", _ => new WelcomeServer("Welcome to CS352!"), Asking),
        New("line-end", "puts a line end behind the greeting", _ => new WelcomeServer($"{WelcomeServer.ClassicGreeting}\n"), "nothing-more", "closes", "unread-input"),
        New("waits-to-be-asked", "says nothing before the client does", _ => new DelegateServer(WaitAsync), [.. Asking, "closes"]),
        New("stays", "keeps the connection after the greeting", _ => new DelegateServer(StayAsync), "closes", "unread-input"),
        New("resets", "breaks off (RST) after the greeting", _ => new DelegateServer(ResetAsync), "closes", "unread-input"),
        New("closes-over-input", "closes over what it has not read (RST)", _ => new DelegateServer(CloseOverInputAsync), "unread-input"),
        New("one-client", "serves the first client only", _ => new OneClientServer(Good), "next-client", "after-reset", "concurrent"),
        New("dies-of-reset", "ends when a client breaks off", _ => new FragileServer(new DelegateServer(GreetAndListenAsync)), "after-reset"),
        Mutant.Of(
            WelcomeServerSuite.Suite,
            "one-at-a-time",
            "does not serve the next client before the first has closed",
            new HostedServer(static _ => Good, new HostOptions { MaxConnections = 1, WhenFull = WhenFull.Wait, LingerTimeout = TimeSpan.FromSeconds(20) }),
            "concurrent"),
    ];

    private static Mutant New(string name, string bug, Func<Launch, IServer> make, params string[] caughtBy) =>
        Mutant.Of(WelcomeServerSuite.Suite, name, bug, new HostedServer(make), caughtBy);

    private static async Task GreetAsync(Conversation conversation) =>
        await conversation.Wire.SendAsync(Encoding.ASCII.GetBytes(WelcomeServer.ClassicGreeting));

    private static async Task WaitAsync(Conversation conversation)
    {
        if (await conversation.Wire.ReceiveAsync(new byte[1024]) > 0)
        {
            await GreetAsync(conversation);
        }
    }

    private static async Task StayAsync(Conversation conversation)
    {
        await GreetAsync(conversation);
        await Task.Delay(Timeout.InfiniteTimeSpan, conversation.Time, conversation.Aborted);
    }

    private static async Task ResetAsync(Conversation conversation)
    {
        await GreetAsync(conversation);
        await Task.Delay(Moment, conversation.Time);
        conversation.Wire.Abort();
    }

    /// <summary>What the kernel does when a program closes over unread bytes.</summary>
    private static async Task CloseOverInputAsync(Conversation conversation)
    {
        await GreetAsync(conversation);
        using var moment = new CancellationTokenSource(Moment, conversation.Time);
        try
        {
            if (await conversation.Wire.ReceiveAsync(new byte[1024], moment.Token) > 0)
            {
                conversation.Wire.Abort();
            }
        }
        catch (OperationCanceledException)
        {
            // Nothing came, so nothing is unread.
        }
    }

    private static async Task GreetAndListenAsync(Conversation conversation)
    {
        await GreetAsync(conversation);
        await conversation.Wire.FinishAsync();
        while (await conversation.Wire.ReceiveAsync(new byte[1024]) > 0)
        {
        }
    }
}
