using Tincan.Checks.Pages;
using Tincan.Checks.Targets;
using Tincan.Hosting;
using Tincan.Mutants.Programs;
using Tincan.Protocols.Welcome;

namespace Tincan.Mutants;

/// <summary>Reverse servers with one bug each.</summary>
internal static class ReverseServerMutants
{
    private static readonly ClassroomServer Good = new() { Greeting = WelcomeServer.ClassicGreeting, Answer = Reverse };

    private static readonly string[] Asking =
        ["one-line", "many-lines", "ahead", "blank-line", "blanks-kept", "long-line", "unicode", "last-line", "closes", "next-client", "after-reset", "not-utf8", "concurrent", "own-answers", "starts-again"];

    /// <summary>Cases that run again with the bytes split, or send several lines in one write.</summary>
    private static readonly string[] Perturbed = ["one-line", "many-lines", "ahead", "blank-line", "blanks-kept", "unicode", "last-line"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("no-greeting", "sends no greeting", Good with { Greeting = "" }, "greeting"),
        New("greeting-with-line-end", "adds a line end to the greeting", Good with { Greeting = $"{WelcomeServer.ClassicGreeting}\n" }, ["greeting", .. Asking]),
        New("echoes", "echoes the line without reversing it", Good with { Answer = static line => line }, [.. Asking, "filed"]),
        New("shouts", "answers in upper case", Good with { Answer = static line => Reverse(line).ToUpperInvariant() }, "many-lines", "ahead", "blank-line", "blanks-kept", "unicode", "last-line", "closes", "filed"),
        New("reverses-the-lot", "reverses everything that one recv returns as one line", Good with { Reads = Reads.AllAsOneLine }, Perturbed),
        New("answers-first-line", "answers only the first line that one recv returns", Good with { Reads = Reads.FirstLineOnly }, Perturbed),
        New("forgets-halves", "discards an incomplete line at the end of a recv", Good with { Reads = Reads.DropsIncompleteLine }, Perturbed),
        New("small-buffer", "treats every 200 bytes as a line", Good with { Reads = Reads.AllAsOneLine, Buffer = 200 }, [.. Perturbed, "long-line"]),
        New("closes-after-one", "closes the connection after the first answer", Good with { MaxAnswers = 1 }, "many-lines", "ahead", "blank-line", "last-line", "filed"),
        New("no-blank-lines", "does not answer a blank line", Good with { Answer = static line => line.Length == 0 ? null : Reverse(line) }, "blank-line"),
        New("strips", "trims spaces and tabs", Good with { Answer = static line => Reverse(line.Trim()) }, "blanks-kept"),
        New("reverses-bytes", "reverses bytes instead of characters", Good with { Answer = ReverseBytes }, "unicode"),
        New("reverses-words", "reverses the order of words", Good with { Answer = static line => string.Join(' ', line.Split(' ').Reverse()) }, [.. Asking, "filed"]),
        New("no-line-end", "sends answers without line ends", Good with { Terminator = "" }, Asking),
        New("crlf", "always ends answers with CR LF", Good with { Terminator = "\r\n" }, Asking),
        New("two-line-ends", "sends a blank line after each answer", Good with { Terminator = "\n\n" }, "one-line", "many-lines", "ahead", "blank-line", "blanks-kept", "long-line", "unicode", "last-line", "closes", "next-client", "after-reset", "not-utf8", "concurrent", "starts-again"),
        New("loses-last-line", "does not answer a last line that has no line end", Good with { AnswersIncompleteLine = false }, "last-line"),
        New("stays", "does not close when the client has sent FIN", Good with { StaysOpen = true }, "closes"),
        New("resets", "resets the connection when the client has sent FIN", Good with { Resets = true }, "closes"),
        New("files-nothing", "does not write its output file", Good with { FileEntry = static (_, _) => "" }, "filed"),
        New("files-what-came", "writes lines to its file without reversing them", Good with { FileEntry = static (line, _) => $"{line}\n" }, "filed"),
        New("files-without-newlines", "writes lines to its file without newlines", Good with { FileEntry = static (_, answer) => answer }, "filed"),
        Mutant.Of(PageSuite.OfLibrary("reverse.server"), "last-client", "sends every answer to the client that connected last", new HostedServer(static launch => Filing(Good, launch) with { Latest = new LatestConnection() }), "own-answers"),
        Mutant.Of(PageSuite.OfLibrary("reverse.server"), "no-reuse", "does not set SO_REUSEADDR", new HostedServer(static launch => Filing(Good, launch)) { NeedsFreePort = true }, "starts-again"),
        Mutant.Of(PageSuite.OfLibrary("reverse.server"), "one-at-a-time", "serves one client at a time", new HostedServer(static launch => Filing(Good, launch), OneAtATime), "concurrent"),
        Mutant.Of(PageSuite.OfLibrary("reverse.server"), "one-client", "calls accept only once", new HostedServer(static launch => new OneClientServer(Filing(Good, launch))), "next-client", "after-reset", "not-utf8", "concurrent"),
        Mutant.Of(PageSuite.OfLibrary("reverse.server"), "dies-of-reset", "crashes when a client resets its connection", new HostedServer(static launch => new FragileServer(Filing(Good, launch))), "after-reset"),
        Mutant.Of(PageSuite.OfLibrary("reverse.server"), "dies-of-bad-text", "crashes on a line that is not UTF-8", new HostedServer(static launch => new FragileServer(Filing(Good, launch) with { FailsToDecode = true })), "after-reset", "not-utf8"),
    ];

    private static ClassroomServer Filing(ClassroomServer server, Launch launch) =>
        server with { File = launch.Options.OutputFile is { } name ? Path.Combine(launch.Folder, name) : null };

    private static HostOptions OneAtATime => new() { MaxConnections = 1, WhenFull = WhenFull.Wait };

    private static Mutant New(string name, string bug, ClassroomServer server, params string[] caughtBy) =>
        Mutant.Of(PageSuite.OfLibrary("reverse.server"), name, bug, new HostedServer(launch => Filing(server, launch)), caughtBy);

    private static string Reverse(string line) => string.Concat(line.EnumerateRunes().Reverse());

    private static string ReverseBytes(string line) => Encoding.UTF8.GetString([.. Encoding.UTF8.GetBytes(line).Reverse()]);
}
