using Tincan.Checks.Suites;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Clients of a talk with a bug each.</summary>
internal static class TalkClientMutants
{
    private static readonly ClassroomClient Good = new()
    {
        Lines = static input => ClassroomClient.AllLines(input).TakeWhile(static line => line.Length > 0),
        Writes = static answer => $"them: {answer}\nyou: ",
        AtTheEnd = AtTheEnd.Ends,
    };

    private static readonly string[] Perturbed = ["speaks-first", "turns", "blanks-kept", "unicode", "last-line"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("listens-first", "waits for the server to speak first", Good with { Sends = Sends.AfterHearing }, [.. Perturbed, "one-per-turn", "two-at-once", "long-message", "last-message", "eof-ends", "blank-line-ends", "peer-ends", "peer-ends-well"]),
        New("all-at-once", "sends all lines at once", Good with { Sends = Sends.AllAtOnce }, "one-per-turn"),
        New("one-recv", "takes what one recv returns for a message", Good with { TakesOneRecv = true, Buffer = 1024 }, [.. Perturbed, "two-at-once", "long-message"]),
        New("strips", "takes blanks and tabs off the ends", Good with { Says = static line => line.Trim() }, "blanks-kept"),
        New("loses-last-line", "does not send a last line that has no newline", Good with { Lines = static input => input.Split('\n')[..^1].TakeWhile(static line => line.Length > 0) }, "last-line"),
        New("leaves-early", "leaves without the answer to its last line", Good with { LeavesEarly = true }, [.. Perturbed, "two-at-once", "long-message", "last-message"]),
        New("sends-blank-lines", "sends blank lines, and goes on", Good with { Lines = ClassroomClient.AllLines }, "blank-line-ends"),
        New("waits-for-blank", "waits for an answer to a blank line, of which raw sends nothing", Good with { Lines = ClassroomClient.AllLines, TakesOneRecv = true, Terminator = "" }, "blank-line-raw") with { Dialect = Framing.Dialect.Raw },
        New("loses-last-answer", "forgets a last message that has no line end", Good with { LosesLastAnswer = true }, "last-message"),
        New("hangs-at-the-end", "waits for more when the server has closed", Good with { AtTheEnd = AtTheEnd.Hangs }, "peer-ends", "peer-ends-well"),
        New("fails-at-the-end", "takes the other side's leave for a failure", Good with { AtTheEnd = AtTheEnd.Fails }, "peer-ends-well"),
        New("no-line-end", "puts no line end behind a line", Good with { Terminator = "" }, [.. Perturbed, "one-per-turn", "two-at-once", "long-message", "last-message", "eof-ends", "blank-line-ends", "peer-ends", "peer-ends-well"]),
        New("succeeds-always", "ends with exit code 0 when it cannot connect", Good with { RefusedExitCode = 0 }, "refused"),
    ];

    private static Mutant New(string name, string bug, ClassroomClient client, params string[] caughtBy) =>
        Mutant.Of(TalkClientSuite.Suite, name, bug, new HostedClient(client.RunAsync), caughtBy);
}
