using Tincan.Checks.Pages;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Talk clients with one bug each.</summary>
internal static class TalkClientMutants
{
    private static readonly ClassroomClient Good = new()
    {
        Lines = static input => ClassroomClient.AllLines(input).TakeWhile(static line => line.Length > 0),
        Format = static answer => $"them: {answer}\nyou: ",
        OnClose = OnClose.Succeeds,
    };

    private static readonly string[] Perturbed = ["speaks-first", "turns", "blanks-kept", "unicode", "last-line"];

    /// <summary>Cases in which the client shows an answer, and those in which it gets no whole one.</summary>
    private static readonly string[] Derived = ["late-reply", "split-reply", "reply-and-end", "early-close", "half-reply", "reset", "oversized-reply"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("listens-first", "waits for the server to send first", Good with { Sends = Sends.AfterReceiving }, [.. Perturbed, "one-per-turn", "two-at-once", "long-message", "last-message", "eof-ends", "blank-line-ends", "peer-ends", "peer-ends-well", .. Derived]),
        New("all-at-once", "sends all lines without waiting for answers", Good with { Sends = Sends.AllAtOnce }, "one-per-turn"),
        New("one-recv", "assumes that one recv returns exactly one message", Good with { OneRecv = true, Buffer = 1024 }, [.. Perturbed, "two-at-once", "long-message", "split-reply"]),
        New("strips", "trims spaces and tabs", Good with { LineToSend = static line => line.Trim() }, "blanks-kept"),
        New("loses-last-line", "does not send a last line that has no newline", Good with { Lines = static input => input.Split('\n')[..^1].TakeWhile(static line => line.Length > 0) }, "last-line"),
        New("leaves-early", "closes before the answer to its last line", Good with { ClosesEarly = true }, [.. Perturbed, "two-at-once", "long-message", "last-message", "late-reply", "split-reply", "reply-and-end", "reset"]),
        New("sends-blank-lines", "sends blank lines and continues", Good with { Lines = ClassroomClient.AllLines }, "blank-line-ends"),
        New("waits-for-blank", "waits for an answer to a blank line although raw sends no bytes for it", Good with { Lines = ClassroomClient.AllLines, OneRecv = true, Terminator = "" }, "blank-line-raw") with { Dialect = Framing.Dialect.Raw },
        New("loses-last-answer", "loses a last message that has no line end", Good with { LosesLastAnswer = true }, "last-message"),
        New("hangs-at-the-end", "hangs when the server has closed", Good with { OnClose = OnClose.Hangs }, "peer-ends", "peer-ends-well", "early-close"),
        New("fails-at-the-end", "exits with code 1 when the server closes", Good with { OnClose = OnClose.Fails }, "peer-ends-well"),
        New("no-line-end", "sends lines without line ends", Good with { Terminator = "" }, [.. Perturbed, "one-per-turn", "two-at-once", "long-message", "last-message", "eof-ends", "blank-line-ends", "peer-ends", "peer-ends-well", .. Derived]),
        New("succeeds-always", "exits with code 0 when it cannot connect", Good with { BrokenExitCode = 0 }, "reset", "refused"),
    ];

    private static Mutant New(string name, string bug, ClassroomClient client, params string[] caughtBy) =>
        Mutant.Of(PageSuite.OfLibrary("talk.client"), name, bug, new HostedClient(client.RunAsync), caughtBy);
}
