using Tincan.Checks.Suites;
using Tincan.Hosting;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Echo servers with a bug each.</summary>
internal static class EchoServerMutants
{
    private static readonly ClassroomEcho Good = new();

    private static readonly string[] Lines = ["one-line", "many-lines", "ahead", "blank-line", "line-ends", "blanks-kept", "unicode"];
    private static readonly string[] Clients = ["next-client", "after-reset", "concurrent"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("shouts", "sends back capitals", Good with { Change = static bytes => Map(bytes, static text => text.ToUpperInvariant()) }, [.. Lines, "at-once", "binary", "long", "half-close", "half-close-much", "own-answers", "starts-again", .. Clients]),
        New("strips", "takes blanks and line ends off", Good with { Change = static bytes => Map(bytes, static text => text.Trim()) }, [.. Lines, "at-once", "binary", "half-close-much", "own-answers", "starts-again", .. Clients]),
        New("first-line", "sends back the first line of what recv returns", Good with { Change = FirstLine }, "ahead", "binary", "half-close", "half-close-much", "back-pressure"),
        New("decodes", "decodes what recv returns, and encodes it again", Good with { Change = Decode }, "unicode", "binary"),
        New("drops-every-other", "drops every other chunk that recv returns", Good with { Answers = static number => number % 2 == 0 }, [.. Lines, "at-once", "binary", "long", "half-close-much"]),
        New("first-read-only", "echoes only the first read", Good with { Answers = static number => number == 0 }, [.. Lines, "at-once", "binary", "long", "half-close-much", "back-pressure"]),
        New("waits-for-line-end", "collects lines, and sends back whole ones only", Good with { WaitsForLineEnd = true }, "line-ends", "at-once", "binary", "long"),
        New("no-blank-lines", "does not send back a line end alone", Good with { LosesBlankLines = true }, "blank-line"),
        New("lf-only", "makes LF of CR LF", Good with { Change = static bytes => Map(bytes, static text => text.Replace("\r\n", "\n", StringComparison.Ordinal)) }, "line-ends"),
        New("small-send", "sends at most 1,000 bytes of what recv returns", Good with { Change = static bytes => bytes.Length > 1000 ? bytes[..1000] : bytes }, "long", "half-close-much", "back-pressure"),
        New("closes-after-one", "closes after the first echo", Good with { MaxAnswers = 1 }, [.. Lines, "at-once", "binary", "long", "half-close-much", "back-pressure", "starts-again", .. Clients]),
        New("leaves-on-fin", "forgets what it owes when the client has finished", Good with { LeavesOnFin = true }, "half-close", "half-close-much"),
        New("drops-owed", "stores what it cannot send, and drops that when the client has finished", Good with { DropsOwed = true }, "half-close-much", "back-pressure"),
        New("answers-at-end", "sends everything back when the client has finished", Good with { AnswersAtEnd = true }, [.. Lines, "at-once", "binary", "long", "closes", "back-pressure", "own-answers", "starts-again", .. Clients]),
        New("stays", "keeps the connection when the client has finished", Good with { Stays = true }, "closes"),
        New("resets", "breaks off (RST) when the client has finished", Good with { Resets = true }, "closes"),
        New("hoards", "stores what it cannot send", Good with { Hoards = true }, "back-pressure"),
        New("hoards-slowly", "stores what it cannot send, and sleeps a second now and then", Good with { Hoards = true, Naps = TimeSpan.FromSeconds(1) }, "back-pressure"),
        Mutant.Of(EchoServerSuite.Suite, "last-client", "sends to the client that connected last", new HostedServer(static _ => Good with { Last = new LatestConnection() }), "own-answers"),
        Mutant.Of(EchoServerSuite.Suite, "no-reuse", "does not set SO_REUSEADDR", new HostedServer(static _ => Good) { NeedsFreePort = true }, "starts-again"),
        Mutant.Of(EchoServerSuite.Suite, "one-at-a-time", "serves one client at a time", new HostedServer(static _ => Good, new HostOptions { MaxConnections = 1, WhenFull = WhenFull.Wait }), "concurrent"),
        Mutant.Of(EchoServerSuite.Suite, "one-client", "serves the first client only", new HostedServer(static _ => new OneClientServer(Good)), Clients),
        Mutant.Of(EchoServerSuite.Suite, "dies-of-reset", "ends when a client breaks off", new HostedServer(static _ => new FragileServer(Good)), "after-reset"),
    ];

    private static Mutant New(string name, string bug, ClassroomEcho server, params string[] caughtBy) =>
        Mutant.Of(EchoServerSuite.Suite, name, bug, new HostedServer(_ => server), caughtBy);

    /// <summary>Latin-1 keeps every byte.</summary>
    private static byte[] Map(byte[] bytes, Func<string, string> change) => Encoding.Latin1.GetBytes(change(Encoding.Latin1.GetString(bytes)));

    private static byte[] FirstLine(byte[] bytes) => bytes[..(Array.IndexOf(bytes, (byte)'\n') is var end and >= 0 ? end + 1 : bytes.Length)];

    private static byte[] Decode(byte[] bytes) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes));
}
