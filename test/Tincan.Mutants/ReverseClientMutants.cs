using Tincan.Checks.Pages;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Reverse clients with one bug each.</summary>
internal static class ReverseClientMutants
{
    private static readonly ClassroomClient Good = new() { Greeting = Protocols.Welcome.WelcomeServer.ClassicGreeting.Length, File = "out-proj.txt" };

    /// <summary>Cases in which the client writes an answer.</summary>
    private static readonly string[] Writing =
        ["one-line", "many-lines", "blank-line", "blanks-kept", "long-line", "unicode", "last-line", "crlf-input", "last-answer", "file-form", "late-reply", "split-reply", "reply-and-end"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("greeting-as-answer", "writes the greeting as part of the first answer", Good with { Greeting = 0 }, [.. Writing, "early-close-fails"]),
        New("greeting-in-one-recv", "assumes that one recv returns exactly the greeting or one answer", Good with { OneRecv = true, Buffer = 1024 }, "one-line", "many-lines", "blank-line", "blanks-kept", "long-line", "unicode", "last-line", "crlf-input", "split-reply"),
        New("all-at-once", "sends all lines without waiting for answers", Good with { Sends = Sends.AllAtOnce }, "lock-step"),
        New("no-blank-lines", "does not send blank lines", Good with { LineToSend = static line => line.Length == 0 ? null : line }, "blank-line"),
        New("waits-for-blank", "waits for an answer to a blank line although raw sends no bytes for it", Good with { OneRecv = true, Terminator = "" }, "blank-line-raw") with { Dialect = Framing.Dialect.Raw },
        New("strips", "trims spaces and tabs", Good with { LineToSend = static line => line.Trim() }, "blanks-kept"),
        New("keeps-cr", "sends the CR of CR LF input", Good with { Lines = static input => input.TrimEnd('\n').Split('\n') }, "crlf-input"),
        New("loses-last-line", "does not send a last line that has no newline", Good with { Lines = static input => input.Split('\n')[..^1].Select(static line => line.TrimEnd('\r')) }, "last-line"),
        New("one-too-many", "sends an extra blank line after the last newline", Good with { Lines = static input => input.Split('\n').Select(static line => line.TrimEnd('\r')) }, "closes"),
        New("no-newlines", "writes answers without newlines", Good with { Format = static answer => answer }, "many-lines", "blank-line", "long-line", "last-line", "crlf-input", "file-form"),
        New("talkative-file", "writes headings to its output file", Good with { Format = static answer => $"Answer:\n{answer}\n" }, "file-form"),
        New("loses-last-answer", "loses a last answer that has no line end", Good with { LosesLastAnswer = true }, "last-answer"),
        New("hangs-at-the-end", "hangs when the server has closed", Good with { OnClose = OnClose.Hangs }, "early-close", "early-close-fails"),
        New("succeeds-always", "always exits with code 0", Good with { OnClose = OnClose.Succeeds, BrokenExitCode = 0 }, "early-close-fails", "reset", "refused"),
        New("stays", "does not close after the last answer", Good with { StaysOpen = true }, [.. Writing, "closes", "half-reply", "oversized-reply"]),
    ];

    private static Mutant New(string name, string bug, ClassroomClient client, params string[] caughtBy) =>
        Mutant.Of(PageSuite.OfLibrary("reverse.client"), name, bug, new HostedClient(client.RunAsync), caughtBy);
}
