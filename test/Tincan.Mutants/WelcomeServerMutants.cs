using Tincan.Checks.Pages;
using Tincan.Checks.Targets;
using Tincan.Hosting;
using Tincan.Mutants.Programs;
using Tincan.Protocols.Welcome;

namespace Tincan.Mutants;

/// <summary>Welcome servers with one bug each.</summary>
internal static class WelcomeServerMutants
{
    private static readonly string[] Asking = ["greeting", "next-client", "after-reset", "concurrent", "starts-again"];

    /// <summary>Gives data on its way this much time, because an RST may overtake it. Makes each run the same.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private static readonly WelcomeServer Good = new();

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("no-greeting", "closes without sending anything", _ => new WelcomeServer(""), Asking),
        New("other-text", "sends another greeting", _ => new WelcomeServer("Welcome to CS352!"), Asking),
        New("line-end", "adds a line end to the greeting", _ => new WelcomeServer($"{WelcomeServer.ClassicGreeting}\n"), [.. Asking.Except(["greeting"]), "nothing-more", "closes", "unread-input"]),
        New("waits-to-be-asked", "waits for the client to send before it greets", _ => new DelegateServer(WaitAsync), [.. Asking, "closes"]),
        New("stays", "does not close after the greeting", _ => new DelegateServer(StayOpenAsync), "closes", "unread-input"),
        New("resets", "resets the connection after the greeting", _ => new DelegateServer(ResetAsync), "closes", "unread-input"),
        New("closes-over-input", "closes with unread bytes, which sends RST", _ => new DelegateServer(CloseOverInputAsync), "unread-input"),
        New("one-client", "calls accept only once", _ => new OneClientServer(Good), "next-client", "after-reset", "concurrent"),
        New("unguarded-send", "crashes when a client has reset its connection before it is greeted", _ => new FragileServer(new DelegateServer(GreetAsync)), "after-reset"),
        New("dies-of-reset", "crashes when a client resets its connection", _ => new FragileServer(new DelegateServer(GreetAndListenAsync)), "after-reset"),
        Mutant.Of(PageSuite.OfLibrary("welcome.server"), "no-reuse", "does not set SO_REUSEADDR", new HostedServer(static _ => Good) { NeedsFreePort = true }, "starts-again"),
        Mutant.Of(
            PageSuite.OfLibrary("welcome.server"),
            "one-at-a-time",
            "does not serve the next client before the first has closed",
            new HostedServer(static _ => Good, new HostOptions { MaxConnections = 1, WhenFull = WhenFull.Wait, LingerTimeout = TimeSpan.FromSeconds(20) }),
            "concurrent"),
    ];

    private static Mutant New(string name, string bug, Func<Launch, IServer> make, params string[] caughtBy) =>
        Mutant.Of(PageSuite.OfLibrary("welcome.server"), name, bug, new HostedServer(make), caughtBy);

    private static async Task GreetAsync(Conversation conversation) =>
        await conversation.Wire.SendAsync(Encoding.ASCII.GetBytes(WelcomeServer.ClassicGreeting));

    private static async Task WaitAsync(Conversation conversation)
    {
        if (await conversation.Wire.ReceiveAsync(new byte[1024]) > 0)
        {
            await GreetAsync(conversation);
        }
    }

    private static async Task StayOpenAsync(Conversation conversation)
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

    /// <summary>What the kernel does when a program closes a connection with unread bytes.</summary>
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
