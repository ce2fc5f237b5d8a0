using Tincan.Checks.Pages;
using Tincan.Hosting;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Echo servers with one bug each.</summary>
internal static class EchoServerMutants
{
    private static readonly ClassroomEcho Good = new();

    private static readonly string[] Lines = ["one-line", "many-lines", "ahead", "blank-line", "line-ends", "blanks-kept", "unicode"];
    private static readonly string[] Clients = ["next-client", "after-reset", "concurrent"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("shouts", "echoes in upper case", Good with { Change = static bytes => Map(bytes, static text => text.ToUpperInvariant()) }, [.. Lines, "at-once", "binary", "long", "half-close", "half-close-much", "own-answers", "starts-again", .. Clients, "answers"]),
        New("strips", "trims spaces and line ends", Good with { Change = static bytes => Map(bytes, static text => text.Trim()) }, [.. Lines, "at-once", "binary", "half-close-much", "own-answers", "starts-again", .. Clients, "half-close"]),
        New("first-line", "echoes only the first line that one recv returns", Good with { Change = FirstLine }, "ahead", "binary", "half-close", "half-close-much", "back-pressure"),
        New("decodes", "decodes and encodes what recv returns", Good with { Change = Decode }, "unicode", "binary"),
        New("drops-every-other", "drops every other read", Good with { EchoesRead = static number => number % 2 == 0 }, [.. Lines, "at-once", "binary", "long", "half-close-much", "half-close", "answers"]),
        New("first-read-only", "echoes only the first read", Good with { EchoesRead = static number => number == 0 }, [.. Lines, "at-once", "binary", "long", "half-close-much", "back-pressure", "half-close", "answers"]),
        New("waits-for-line-end", "echoes only complete lines", Good with { WaitsForLineEnd = true }, "line-ends", "at-once", "binary", "long", "answers"),
        New("no-blank-lines", "does not echo a line end that comes alone", Good with { LosesBlankLines = true }, "blank-line"),
        New("lf-only", "converts CR LF to LF", Good with { Change = static bytes => Map(bytes, static text => text.Replace("\r\n", "\n", StringComparison.Ordinal)) }, "line-ends"),
        New("small-send", "sends at most 1,000 bytes of each read", Good with { Change = static bytes => bytes.Length > 1000 ? bytes[..1000] : bytes }, "long", "half-close-much"),
        New("closes-after-one", "closes the connection after the first echo", Good with { MaxAnswers = 1 }, [.. Lines, "at-once", "binary", "long", "half-close-much", "back-pressure", "half-close", "answers"]),
        New("leaves-on-fin", "discards pending echoes when the client has sent FIN", Good with { StopsOnFin = true }, "half-close", "half-close-much"),
        New("drops-owed", "buffers without limit, and discards the buffer when the client has sent FIN", Good with { DropsBufferOnFin = true }, "half-close-much", "back-pressure"),
        New("answers-at-end", "echoes only after the client has sent FIN", Good with { AnswersAtEnd = true }, [.. Lines, "at-once", "binary", "long", "closes", "back-pressure", "own-answers", "starts-again", .. Clients, "answers"]),
        New("stays", "does not close when the client has sent FIN", Good with { StaysOpen = true }, "closes"),
        New("resets", "resets the connection when the client has sent FIN", Good with { Resets = true }, "closes"),
        New("hoards", "buffers without limit", Good with { BuffersWithoutLimit = true }, "back-pressure"),
        New("hoards-slowly", "buffers without limit, with pauses of a second", Good with { BuffersWithoutLimit = true, Pause = TimeSpan.FromSeconds(1) }, "back-pressure"),
        Mutant.Of(PageSuite.OfLibrary("echo.server"), "last-client", "sends every answer to the client that connected last", new HostedServer(static _ => Good with { Latest = new LatestConnection() }), "own-answers"),
        Mutant.Of(PageSuite.OfLibrary("echo.server"), "no-reuse", "does not set SO_REUSEADDR", new HostedServer(static _ => Good) { NeedsFreePort = true }, "starts-again"),
        Mutant.Of(PageSuite.OfLibrary("echo.server"), "one-at-a-time", "serves one client at a time", new HostedServer(static _ => Good, new HostOptions { MaxConnections = 1, WhenFull = WhenFull.Wait }), "concurrent"),
        Mutant.Of(PageSuite.OfLibrary("echo.server"), "one-client", "calls accept only once", new HostedServer(static _ => new OneClientServer(Good)), Clients),
        Mutant.Of(PageSuite.OfLibrary("echo.server"), "dies-of-reset", "crashes when a client resets its connection", new HostedServer(static _ => new FragileServer(Good)), "after-reset"),
    ];

    private static Mutant New(string name, string bug, ClassroomEcho server, params string[] caughtBy) =>
        Mutant.Of(PageSuite.OfLibrary("echo.server"), name, bug, new HostedServer(_ => server), caughtBy);

    /// <summary>In Latin-1, which keeps every byte.</summary>
    private static byte[] Map(byte[] bytes, Func<string, string> change) => Encoding.Latin1.GetBytes(change(Encoding.Latin1.GetString(bytes)));

    private static byte[] FirstLine(byte[] bytes) => bytes[..(Array.IndexOf(bytes, (byte)'\n') is var end and >= 0 ? end + 1 : bytes.Length)];

    private static byte[] Decode(byte[] bytes) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes));
}
