using Tincan.Checks.Suites;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Resolver clients with one bug each.</summary>
internal static class ResolveClientMutants
{
    private static readonly ClassroomClient Good = new()
    {
        Reconnects = true,
        LineToSend = static name => name.Length == 0 ? null : name,
        File = "RESOLVED.txt",
    };

    private static readonly string[] Perturbed = ["one-name", "many-names", "as-it-came", "miss", "spelling", "blank-line", "last-line", "crlf-input"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("one-recv", "assumes that one recv returns exactly one answer", Good with { OneRecv = true }, Perturbed),
        New("first-only", "sends only the first name", Good with { MaxAnswers = 1 }, "many-names", "miss", "blank-line", "last-line", "crlf-input", "file-form", "one-connection", "closed-after-each"),
        New("lower-case", "sends names in lower case", Good with { LineToSend = static name => name.Length == 0 ? null : name.ToLowerInvariant() }, "spelling"),
        New("writes-lower-case", "writes answers in lower case", Good with { Format = static answer => answer.Replace("GOOGLE", "google", StringComparison.Ordinal) + "\n" }, "many-names", "as-it-came", "blank-line", "last-line", "crlf-input", "file-form", "closed-after-each"),
        New("drops-misses", "does not write TIMED OUT answers", Good with { Format = static answer => answer.EndsWith(" - TIMED OUT", StringComparison.Ordinal) ? "" : $"{answer}\n" }, "many-names", "miss", "spelling", "waits"),
        New("impatient", "times out before the resolver's deadline", Good with { AnswerTimeout = TimeSpan.FromMilliseconds(1500) }, "waits"),
        New("stops-at-blank", "stops at a blank line", Good with { Lines = static input => ClassroomClient.AllLines(input).TakeWhile(static line => line.Length > 0) }, "blank-line"),
        New("keeps-cr", "sends the CR of CR LF input", Good with { Lines = static input => input.TrimEnd('\n').Split('\n') }, "crlf-input"),
        New("cuts-last-name", "removes the last character of a name that has no newline", Good with { Lines = static input => input.Split('\n').Select(static (name, number) => name.TrimEnd('\r')).Select(name => input.EndsWith(name, StringComparison.Ordinal) && name.Length > 0 ? name[..^1] : name) }, "last-line"),
        New("no-last-newline", "writes newlines only between answers", Good with { Format = static answer => $"\n{answer}" }, "file-form"),
        New("one-connection-only", "does not reconnect after the resolver has closed", Good with { Reconnects = false }, "closed-after-each"),
        New("connects-each-time", "opens a new connection for each name", Good with { ConnectsEachTime = true }, "one-connection"),
        New("loses-last-answer", "loses a last answer that has no line end", Good with { LosesLastAnswer = true }, "last-answer"),
        New("hangs-at-the-end", "hangs when the resolver has closed", Good with { OnClose = OnClose.Hangs }, "early-close", "early-close-fails"),
        New("succeeds-always", "always exits with code 0", Good with { OnClose = OnClose.Succeeds, BrokenExitCode = 0 }, "early-close-fails", "refused"),
        New("fails-always", "exits with code 1 after success", Good with { ExitCode = 1 }, "closes"),
    ];

    private static Mutant New(string name, string bug, ClassroomClient client, params string[] caughtBy) =>
        Mutant.Of(ResolveClientSuite.Suite, name, bug, new HostedClient(client.RunAsync), caughtBy);
}
