using Tincan.Checks.Suites;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Clients of a reverse server with a bug each.</summary>
internal static class ReverseClientMutants
{
    private static readonly ClassroomClient Good = new() { Greeting = Protocols.Welcome.WelcomeServer.ClassicGreeting.Length, File = "out-proj.txt" };

    /// <summary>Everything in which an answer is written.</summary>
    private static readonly string[] Writing =
        ["one-line", "many-lines", "blank-line", "blanks-kept", "long-line", "unicode", "last-line", "crlf-input", "last-answer", "file-form"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("greeting-as-answer", "does not take the greeting off, and writes it with the first answer", Good with { Greeting = 0 }, [.. Writing, "early-close-fails"]),
        New("greeting-in-one-recv", "takes what one recv returns for the greeting and for an answer", Good with { TakesOneRecv = true, Buffer = 1024 }, "one-line", "many-lines", "blank-line", "blanks-kept", "long-line", "unicode", "last-line", "crlf-input"),
        New("all-at-once", "sends all lines at once", Good with { Sends = Sends.AllAtOnce }, "lock-step"),
        New("no-blank-lines", "does not send blank lines", Good with { Says = static line => line.Length == 0 ? null : line }, "blank-line"),
        New("waits-for-blank", "waits for an answer to a blank line, of which raw sends nothing", Good with { TakesOneRecv = true, Terminator = "" }, "blank-line-raw") with { Dialect = Framing.Dialect.Raw },
        New("strips", "takes blanks and tabs off the ends", Good with { Says = static line => line.Trim() }, "blanks-kept", "long-line"),
        New("keeps-cr", "sends the CR of a CR LF file", Good with { Lines = static input => input.TrimEnd('\n').Split('\n') }, "crlf-input"),
        New("loses-last-line", "does not send a last line that has no newline", Good with { Lines = static input => input.Split('\n')[..^1].Select(static line => line.TrimEnd('\r')) }, "last-line"),
        New("one-too-many", "sends a blank line behind the last newline", Good with { Lines = static input => input.Split('\n').Select(static line => line.TrimEnd('\r')) }, "closes"),
        New("no-newlines", "writes the answers without newlines", Good with { Writes = static answer => answer }, "many-lines", "blank-line", "long-line", "last-line", "crlf-input", "file-form"),
        New("talkative-file", "writes a heading into its output file", Good with { Writes = static answer => $"Answer:\n{answer}\n" }, "file-form"),
        New("loses-last-answer", "forgets a last answer that has no line end", Good with { LosesLastAnswer = true }, "last-answer"),
        New("hangs-at-the-end", "waits for more when the server has closed", Good with { AtTheEnd = AtTheEnd.Hangs }, "early-close", "early-close-fails"),
        New("succeeds-always", "ends with exit code 0 whatever happens", Good with { AtTheEnd = AtTheEnd.Ends, RefusedExitCode = 0 }, "early-close-fails", "refused"),
        New("stays", "keeps the connection behind the last answer", Good with { Stays = true }, [.. Writing, "closes"]),
    ];

    private static Mutant New(string name, string bug, ClassroomClient client, params string[] caughtBy) =>
        Mutant.Of(ReverseClientSuite.Suite, name, bug, new HostedClient(client.RunAsync), caughtBy);
}
