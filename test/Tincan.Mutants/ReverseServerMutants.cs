using Tincan.Checks.Targets;
using Tincan.Checks.Suites;
using Tincan.Hosting;
using Tincan.Mutants.Programs;
using Tincan.Protocols.Welcome;

namespace Tincan.Mutants;

/// <summary>Reverse servers with a bug each.</summary>
internal static class ReverseServerMutants
{
    private static readonly ClassroomServer Good = new() { Greeting = WelcomeServer.ClassicGreeting, Answer = Reverse };

    private static readonly string[] Asking =
        ["one-line", "many-lines", "ahead", "blank-line", "blanks-kept", "long-line", "unicode", "last-line", "closes", "next-client", "after-reset", "not-utf8", "concurrent", "own-answers", "starts-again"];

    /// <summary>What is asked again with the bytes cut, or comes in one segment.</summary>
    private static readonly string[] Perturbed = ["one-line", "many-lines", "ahead", "blank-line", "blanks-kept", "unicode", "last-line"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("no-greeting", "says nothing on accept", Good with { Greeting = "" }, "greeting"),
        New("greeting-with-line-end", "puts a line end behind the greeting", Good with { Greeting = $"{WelcomeServer.ClassicGreeting}\n" }, ["greeting", .. Asking]),
        New("echoes", "sends the line back as it came", Good with { Answer = static line => line }, [.. Asking, "filed"]),
        New("shouts", "answers in capitals", Good with { Answer = static line => Reverse(line).ToUpperInvariant() }, "many-lines", "ahead", "blank-line", "blanks-kept", "unicode", "last-line", "closes", "filed"),
        New("reverses-the-lot", "takes what one recv returns for one line, and reverses the lot", Good with { Takes = Takes.AllForOne }, Perturbed),
        New("answers-first-line", "answers the first line of what recv returns, and forgets the others", Good with { Takes = Takes.FirstOnly }, Perturbed),
        New("forgets-halves", "forgets the unfinished end of what recv returns", Good with { Takes = Takes.WholeOnly }, Perturbed),
        New("small-buffer", "takes each 200 bytes for a line", Good with { Takes = Takes.AllForOne, Buffer = 200 }, [.. Perturbed, "long-line"]),
        New("closes-after-one", "closes after the first answer", Good with { MaxAnswers = 1 }, "many-lines", "ahead", "blank-line", "last-line", "filed"),
        New("no-blank-lines", "does not answer a blank line", Good with { Answer = static line => line.Length == 0 ? null : Reverse(line) }, "blank-line"),
        New("strips", "takes blanks and tabs off the ends", Good with { Answer = static line => Reverse(line.Trim()) }, "blanks-kept"),
        New("reverses-bytes", "reverses the bytes of a character, too", Good with { Answer = ReverseBytes }, "unicode"),
        New("reverses-words", "reverses the order of words", Good with { Answer = static line => string.Join(' ', line.Split(' ').Reverse()) }, [.. Asking, "filed"]),
        New("no-line-end", "puts no line end behind an answer", Good with { Terminator = "" }, Asking),
        New("crlf", "ends answers with CR LF, whatever it was asked in", Good with { Terminator = "\r\n" }, Asking),
        New("two-line-ends", "puts a blank line behind each answer", Good with { Terminator = "\n\n" }, "one-line", "many-lines", "ahead", "blank-line", "blanks-kept", "long-line", "unicode", "last-line", "closes", "next-client", "after-reset", "not-utf8", "concurrent", "starts-again"),
        New("loses-last-line", "does not answer a last line without line end", Good with { AnswersRest = false }, "last-line"),
        New("stays", "keeps the connection when the client has finished", Good with { Stays = true }, "closes"),
        New("resets", "breaks off (RST) when the client has finished", Good with { Resets = true }, "closes"),
        New("files-nothing", "does not write its file", Good with { Keeps = static (_, _) => "" }, "filed"),
        New("files-what-came", "writes the lines into its file as they came", Good with { Keeps = static (line, _) => $"{line}\n" }, "filed"),
        New("files-without-newlines", "writes the lines into its file without newlines", Good with { Keeps = static (_, answer) => answer }, "filed"),
        Mutant.Of(ReverseServerSuite.Suite, "last-client", "sends to the client that connected last", new HostedServer(static launch => Filing(Good, launch) with { Last = new LatestConnection() }), "own-answers"),
        Mutant.Of(ReverseServerSuite.Suite, "no-reuse", "does not set SO_REUSEADDR", new HostedServer(static launch => Filing(Good, launch)) { NeedsFreePort = true }, "starts-again"),
        Mutant.Of(ReverseServerSuite.Suite, "one-at-a-time", "serves one client at a time", new HostedServer(static launch => Filing(Good, launch), OneAtATime), "concurrent"),
        Mutant.Of(ReverseServerSuite.Suite, "one-client", "serves the first client only", new HostedServer(static launch => new OneClientServer(Filing(Good, launch))), "next-client", "after-reset", "not-utf8", "concurrent"),
        Mutant.Of(ReverseServerSuite.Suite, "dies-of-reset", "ends when a client breaks off", new HostedServer(static launch => new FragileServer(Filing(Good, launch))), "after-reset"),
        Mutant.Of(ReverseServerSuite.Suite, "dies-of-bad-text", "ends when a line cannot be decoded", new HostedServer(static launch => new FragileServer(Filing(Good, launch) with { FailsToDecode = true })), "after-reset", "not-utf8"),
    ];

    private static ClassroomServer Filing(ClassroomServer server, Launch launch) =>
        server with { File = launch.Options.OutputFile is { } name ? Path.Combine(launch.Folder, name) : null };

    private static HostOptions OneAtATime => new() { MaxConnections = 1, WhenFull = WhenFull.Wait };

    private static Mutant New(string name, string bug, ClassroomServer server, params string[] caughtBy) =>
        Mutant.Of(ReverseServerSuite.Suite, name, bug, new HostedServer(launch => Filing(server, launch)), caughtBy);

    private static string Reverse(string line) => string.Concat(line.EnumerateRunes().Reverse());

    private static string ReverseBytes(string line) => Encoding.UTF8.GetString([.. Encoding.UTF8.GetBytes(line).Reverse()]);
}
