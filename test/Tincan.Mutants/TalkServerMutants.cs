using Tincan.Checks.Targets;
using Tincan.Checks.Suites;
using Tincan.Hosting;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Server sides of a talk with a bug each.</summary>
internal static class TalkServerMutants
{
    private static readonly string[] Answering = ["answers", "one-line-a-turn", "ahead"];
    private static readonly string[] Callers = ["next-caller", "second-waits", "after-reset"];

    /// <summary>There is one person, so there is one caller at a time.</summary>
    public static HostOptions OneAtATime { get; } = new() { MaxConnections = 1, WhenFull = WhenFull.Wait };

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("speaks-first", "says its first line on accept", static talk => talk with { SpeaksFirst = true }, "caller-first", "one-line-a-turn", "long-message", "next-caller", "second-waits", "after-reset", "closes"),
        New("all-at-once", "sends two typed lines in a turn", static talk => talk with { LinesATurn = 2 }, "one-line-a-turn", "long-message", "closes", "next-caller", "second-waits", "after-reset"),
        New("one-recv", "takes what one recv returns for a message", static talk => talk with { OneRecv = true }, "one-line-a-turn", "ahead"),
        New("small-buffer", "takes each 1,024 bytes for a message", static talk => talk with { OneRecv = true, Buffer = 1024 }, "one-line-a-turn", "ahead", "long-message"),
        New("strips", "takes blanks off what was typed", static talk => talk with { Change = static line => line.Trim() }, "as-typed"),
        New("no-unicode", "sends ? for what is not ASCII", static talk => talk with { Change = static line => Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(line)) }, "as-typed"),
        New("sends-blank-lines", "sends a blank line instead of closing", static talk => talk with { SendsBlankLine = true }, "blank-line-ends"),
        New("ignores-end", "stays when its input has ended", static talk => talk with { IgnoresEnd = true }, "end-of-input-ends"),
        New("stays", "keeps the connection when the caller has finished", static talk => talk with { Stays = true }, "closes", "next-caller", "second-waits"),
        Of("answers-nobody", "closes without a word", static _ => new DelegateServer(static _ => Task.CompletedTask), OneAtATime, [.. Answering, "own-answers", "caller-first", "long-message", "last-line", "as-typed", "blank-line-ends", "end-of-input-ends", "starts-again", .. Callers]),
        Of("loses-last-line", "does not send a last typed line that has no newline", static launch => new ClassroomTalk { Talker = new ScriptedTalker(WholeLines(launch.Input)) }, OneAtATime, "last-line"),
        Of("serves-all", "serves all callers at the same time", static launch => Classroom(launch), new HostOptions(), "second-waits"),
        Of("last-client", "serves all callers, and answers the one that came last", static launch => Classroom(launch) with { Last = new LatestConnection() }, new HostOptions(), "second-waits", "own-answers"),
        Of("one-caller", "serves the first caller only", static launch => new OneClientServer(Classroom(launch)), OneAtATime, Callers),
        Mutant.Of(TalkServerSuite.Suite, "no-reuse", "does not set SO_REUSEADDR", new HostedServer(Classroom, OneAtATime) { NeedsFreePort = true }, "starts-again"),
        Of("dies-of-reset", "ends when a caller breaks off", static launch => new FragileServer(Classroom(launch)), OneAtATime, "after-reset"),
    ];

    private static Mutant New(string name, string bug, Func<ClassroomTalk, ClassroomTalk> change, params string[] caughtBy) =>
        Of(name, bug, launch => change(Classroom(launch)), OneAtATime, caughtBy);

    private static Mutant Of(string name, string bug, Func<Launch, IServer> make, HostOptions options, params string[] caughtBy) =>
        Mutant.Of(TalkServerSuite.Suite, name, bug, new HostedServer(make, options), caughtBy);

    private static ReadOnlyMemory<byte> WholeLines(ReadOnlyMemory<byte> typed) => typed[..(typed.Span.LastIndexOf((byte)'\n') + 1)];

    private static ClassroomTalk Classroom(Launch launch) => new() { Talker = new ScriptedTalker(launch.Input) };
}
