using Tincan.Checks.Suites;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Clients of a resolver with a bug each.</summary>
internal static class ResolveClientMutants
{
    private static readonly ClassroomClient Good = new()
    {
        Reconnects = true,
        Says = static name => name.Length == 0 ? null : name,
        File = "RESOLVED.txt",
    };

    private static readonly string[] Perturbed = ["one-name", "many-names", "as-it-came", "miss", "spelling", "blank-line", "last-line", "crlf-input"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("one-recv", "takes what one recv returns for an answer", Good with { TakesOneRecv = true }, Perturbed),
        New("first-only", "asks for the first name only", Good with { MaxAnswers = 1 }, "many-names", "miss", "blank-line", "last-line", "crlf-input", "file-form", "one-connection", "closed-after-each"),
        New("lower-case", "asks in lower case", Good with { Says = static name => name.Length == 0 ? null : name.ToLowerInvariant() }, "spelling"),
        New("writes-lower-case", "writes answers in lower case", Good with { Writes = static answer => answer.Replace("GOOGLE", "google", StringComparison.Ordinal) + "\n" }, "many-names", "as-it-came", "blank-line", "last-line", "crlf-input", "file-form", "closed-after-each"),
        New("drops-misses", "does not write that a name timed out", Good with { Writes = static answer => answer.EndsWith(" - TIMED OUT", StringComparison.Ordinal) ? "" : $"{answer}\n" }, "many-names", "miss", "spelling", "waits"),
        New("impatient", "gives up before the resolver's deadline", Good with { Patience = TimeSpan.FromMilliseconds(1500) }, "waits"),
        New("stops-at-blank", "ends at a blank line", Good with { Lines = static input => ClassroomClient.AllLines(input).TakeWhile(static line => line.Length > 0) }, "blank-line"),
        New("keeps-cr", "asks with the CR of a CR LF file", Good with { Lines = static input => input.TrimEnd('\n').Split('\n') }, "crlf-input"),
        New("cuts-last-name", "takes the last character off a name without newline", Good with { Lines = static input => input.Split('\n').Select(static (name, number) => name.TrimEnd('\r')).Select(name => input.EndsWith(name, StringComparison.Ordinal) && name.Length > 0 ? name[..^1] : name) }, "last-line"),
        New("no-last-newline", "writes newlines between answers only", Good with { Writes = static answer => $"\n{answer}" }, "file-form"),
        New("one-connection-only", "does not connect again when the resolver has closed", Good with { Reconnects = false }, "closed-after-each"),
        New("connects-each-time", "opens a connection for each name", Good with { ConnectsEachTime = true }, "one-connection"),
        New("loses-last-answer", "forgets a last answer that has no line end", Good with { LosesLastAnswer = true }, "last-answer"),
        New("hangs-at-the-end", "waits for more when the resolver has closed", Good with { AtTheEnd = AtTheEnd.Hangs }, "early-close", "early-close-fails"),
        New("succeeds-always", "ends with exit code 0 whatever happens", Good with { AtTheEnd = AtTheEnd.Ends, RefusedExitCode = 0 }, "early-close-fails", "refused"),
        New("fails-always", "ends with exit code 1 though all was well", Good with { ExitCode = 1 }, "closes"),
    ];

    private static Mutant New(string name, string bug, ClassroomClient client, params string[] caughtBy) =>
        Mutant.Of(ResolveClientSuite.Suite, name, bug, new HostedClient(client.RunAsync), caughtBy);
}
