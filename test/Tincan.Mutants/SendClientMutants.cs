using Tincan.Checks.Suites;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Clients that send one line, with a bug each.</summary>
internal static class SendClientMutants
{
    private static readonly ClassroomSend Good = new();

    private static readonly string[] Saying = ["line", "one-line-only", "blank-line", "no-line", "last-line", "crlf-input", "unicode"];

    /// <summary>Everything in which the line must have come.</summary>
    private static readonly string[] AfterLine = ["answer", "all-of-it", "large", "bytes", "no-half-close", "closes", "empty-answer", "reset-fails"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("lf", "ends the line with LF alone", Good with { Terminator = "\n" }, [.. Saying, .. AfterLine]),
        New("one-recv", "takes what one recv returns for all of the answer", Good with { MaxReceives = 1, Buffer = 1024 }, "answer", "all-of-it", "large"),
        New("decodes", "decodes what comes as ASCII", Good with { Writes = static bytes => Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(bytes)) }, "bytes"),
        New("newline-each", "writes a newline behind each recv", Good with { Writes = static bytes => [.. bytes, (byte)'\n'] }, "answer", "all-of-it", "large"),
        New("sends-all", "sends all of its input", Good with { Line = static input => input.TrimEnd('\n', '\r').Replace("\n", "\r\n", StringComparison.Ordinal) }, "one-line-only"),
        New("nothing-for-nothing", "sends nothing for an empty line", Good with { SendsEmpty = false }, "blank-line", "no-line"),
        New("cuts-last-line", "takes the last character for a newline", Good with { Line = static input => input.Length == 0 ? "" : input.Split('\n')[0] is var line && input.Contains('\n', StringComparison.Ordinal) ? line.TrimEnd('\r') : line[..^1] }, "last-line"),
        New("keeps-cr", "sends the CR of a CR LF file", Good with { Line = static input => input.Split('\n')[0] }, "crlf-input"),
        New("cuts-characters", "sends one byte of each character", Good with { Encode = static line => [.. line.Select(static letter => (byte)letter)] }, "unicode"),
        New("half-closes", "says FIN behind the line", Good with { HalfCloses = true }, "no-half-close"),
        New("hangs-at-the-end", "waits for more when the server has closed", Good with { Hangs = true }, [.. Saying, "answer", "all-of-it", "large", "bytes", "closes", "empty-answer"]),
        New("succeeds-always", "ends with exit code 0 whatever happens", Good with { SucceedsAlways = true }, "reset-fails", "refused"),
    ];

    private static Mutant New(string name, string bug, ClassroomSend client, params string[] caughtBy) =>
        Mutant.Of(SendClientSuite.Suite, name, bug, new HostedClient(client.RunAsync), caughtBy);
}
