using Tincan.Checks.Pages;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Resolver clients with one bug each.</summary>
internal static class ResolverClientMutants
{
    private static readonly ClassroomClient Good = new()
    {
        Reconnects = true,
        LineToSend = static name => name.Length == 0 ? null : name,
        File = "RESOLVED.txt",
    };

    private static readonly string[] Perturbed = ["one-name", "many-names", "as-it-came", "miss", "spelling", "blank-line", "last-line", "crlf-input"];

    /// <summary>Cases in which the client writes an answer that is whole, or should end without one.</summary>
    private static readonly string[] Other = ["waits", "last-answer", "file-form", "closed-after-each", "closes", "late-reply", "split-reply", "reply-and-end", "half-reply", "oversized-reply"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("one-recv", "assumes that one recv returns exactly one answer", Good with { OneRecv = true }, [.. Perturbed, "split-reply"]),
        New("first-only", "sends only the first name", Good with { MaxAnswers = 1 }, "many-names", "miss", "blank-line", "last-line", "crlf-input", "file-form", "one-connection", "closed-after-each"),
        New("lower-case", "sends names in lower case", Good with { LineToSend = static name => name.Length == 0 ? null : name.ToLowerInvariant() }, "spelling"),
        New("writes-lower-case", "writes answers in lower case", Good with { Format = static answer => answer.Replace("GOOGLE", "google", StringComparison.Ordinal) + "\n" }, "many-names", "as-it-came", "blank-line", "last-line", "crlf-input", "file-form", "closed-after-each"),
        New("drops-misses", "does not write TIMED OUT answers", Good with { Format = static answer => answer.EndsWith(" - TIMED OUT", StringComparison.Ordinal) ? "" : $"{answer}\n" }, "many-names", "miss", "spelling", "waits"),
        New("impatient", "times out before the resolver's deadline", Good with { AnswerTimeout = TimeSpan.FromMilliseconds(1500) }, "waits"),
        New("stops-at-blank", "stops at a blank line", Good with { Lines = static input => ClassroomClient.AllLines(input).TakeWhile(static line => line.Length > 0) }, "blank-line"),
        New("ends-with-blank", "sends a blank line, and stops after its answer", Good with { Lines = static input => ClassroomClient.AllLines(input.Split("\n\n") is [var first, _] ? $"{first}\n\n" : input), LineToSend = static name => name }, "blank-line-asked") with { Given = new() { ["blank-lines"] = "asked" } },
        New("waits-for-blank", "waits for an answer to a blank line although raw sends no bytes for it", Good with { OneRecv = true, Terminator = "", LineToSend = static name => name }, "blank-line-raw") with { Dialect = Framing.Dialect.Raw },
        New("keeps-cr", "sends the CR of CR LF input", Good with { Lines = static input => input.TrimEnd('\n').Split('\n') }, "crlf-input"),
        New("cuts-last-name", "removes the last character of a name that has no newline", Good with { Lines = static input => input.Split('\n').Select(static (name, number) => name.TrimEnd('\r')).Select(name => input.EndsWith(name, StringComparison.Ordinal) && name.Length > 0 ? name[..^1] : name) }, "last-line"),
        New("no-last-newline", "writes newlines only between answers", Good with { Format = static answer => $"\n{answer}" }, "file-form"),
        New("one-connection-only", "does not reconnect after the resolver has closed", Good with { Reconnects = false }, "closed-after-each"),
        New("connects-each-time", "opens a new connection for each name", Good with { ConnectsEachTime = true }, "one-connection"),
        New("loses-last-answer", "loses a last answer that has no line end", Good with { LosesLastAnswer = true }, "last-answer"),
        New("hangs-at-the-end", "hangs when the resolver has closed", Good with { OnClose = OnClose.Hangs }, "early-close", "early-close-fails"),
        New("succeeds-always", "always exits with code 0", Good with { OnClose = OnClose.Succeeds, BrokenExitCode = 0 }, "early-close-fails", "reset", "refused"),
        New("fails-always", "exits with code 1 after success", Good with { ExitCode = 1 }, "closes"),
        New("stays", "does not close after the last answer", Good with { StaysOpen = true }, [.. Perturbed, .. Other]),
    ];

    private static Mutant New(string name, string bug, ClassroomClient client, params string[] caughtBy) =>
        Mutant.Of(PageSuite.OfLibrary("resolver.client"), name, bug, new HostedClient(client.RunAsync), caughtBy);
}
