using Tincan.Checks.Pages;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Send clients with one bug each.</summary>
internal static class SendClientMutants
{
    private static readonly ClassroomSend Good = new();

    private static readonly string[] Sending = ["line", "one-line-only", "blank-line", "no-line", "last-line", "crlf-input", "unicode"];

    /// <summary>Cases that need the line before they start.</summary>
    private static readonly string[] AfterLine = ["answer", "all-of-it", "large", "bytes", "no-half-close", "closes", "late-reply", "reply-and-end", "early-close", "reset"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("lf", "ends the line with LF instead of CR LF", Good with { Terminator = "\n" }, [.. Sending, .. AfterLine]),
        New("one-recv", "calls recv only once", Good with { MaxReceives = 1, Buffer = 1024 }, "answer", "all-of-it", "large", "bytes"),
        New("decodes", "decodes the answer as ASCII", Good with { Format = static bytes => Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(bytes)) }, "bytes"),
        New("newline-each", "writes a newline after each recv", Good with { Format = static bytes => [.. bytes, (byte)'\n'] }, "answer", "all-of-it", "large", "bytes"),
        New("sends-all", "sends its whole input", Good with { Line = static input => input.TrimEnd('\n', '\r').Replace("\n", "\r\n", StringComparison.Ordinal) }, "one-line-only"),
        New("nothing-for-nothing", "sends nothing for an empty line", Good with { SendsEmpty = false }, "blank-line", "no-line"),
        New("cuts-last-line", "removes the last character even if it is no newline", Good with { Line = static input => input.Length == 0 ? "" : input.Split('\n')[0] is var line && input.Contains('\n', StringComparison.Ordinal) ? line.TrimEnd('\r') : line[..^1] }, "last-line"),
        New("keeps-cr", "sends the CR of CR LF input", Good with { Line = static input => input.Split('\n')[0] }, "crlf-input"),
        New("cuts-characters", "sends only one byte of each character", Good with { Encode = static line => [.. line.Select(static letter => (byte)letter)] }, "unicode"),
        New("half-closes", "sends FIN after the line", Good with { HalfCloses = true }, "no-half-close"),
        New("hangs-at-the-end", "hangs when the server has closed", Good with { Hangs = true }, [.. Sending, "answer", "all-of-it", "large", "bytes", "closes", "late-reply", "reply-and-end", "early-close"]),
        New("succeeds-always", "always exits with code 0", Good with { SucceedsAlways = true }, "reset", "refused"),
    ];

    private static Mutant New(string name, string bug, ClassroomSend client, params string[] caughtBy) =>
        Mutant.Of(PageSuite.OfLibrary("send.client"), name, bug, new HostedClient(client.RunAsync), caughtBy);
}
