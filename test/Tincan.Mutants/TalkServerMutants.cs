using Tincan.Checks.Pages;
using Tincan.Checks.Targets;
using Tincan.Hosting;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Talk servers with one bug each.</summary>
internal static class TalkServerMutants
{
    private static readonly string[] Answering = ["answers", "one-line-a-turn", "ahead"];
    private static readonly string[] Callers = ["next-client", "second-waits", "after-reset"];

    /// <summary>One person at the keyboard, so one caller at a time.</summary>
    public static HostOptions OneAtATime { get; } = new() { MaxConnections = 1, WhenFull = WhenFull.Wait };

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("speaks-first", "sends its first line before the caller does", static talk => talk with { SendsFirst = true }, ["answers", "caller-first", "one-line-a-turn", "long-message", "as-typed", "closes", "starts-again", .. Callers]),
        New("all-at-once", "sends two lines per turn", static talk => talk with { LinesPerTurn = 2 }, ["answers", "one-line-a-turn", "long-message", "as-typed", "closes", "starts-again", .. Callers]),
        New("one-recv", "assumes that one recv returns exactly one message", static talk => talk with { OneRecv = true }, "one-line-a-turn", "ahead"),
        New("small-buffer", "treats every 1,024 bytes as a message", static talk => talk with { OneRecv = true, Buffer = 1024 }, "one-line-a-turn", "ahead", "long-message"),
        New("strips", "trims typed lines", static talk => talk with { Change = static line => line.Trim() }, "as-typed"),
        New("no-unicode", "sends ? for non-ASCII characters", static talk => talk with { Change = static line => Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(line)) }, "as-typed"),
        New("sends-blank-lines", "sends the blank line instead of closing", static talk => talk with { SendsBlankLine = true }, "blank-line-ends"),
        New("ignores-end", "does not close at the end of its input", static talk => talk with { IgnoresEnd = true }, "end-of-input-ends"),
        New("stays", "does not close when the caller has sent FIN", static talk => talk with { StaysOpen = true }, "closes", "next-client", "second-waits"),
        Of("answers-nobody", "closes without sending anything", static _ => new DelegateServer(static _ => Task.CompletedTask), OneAtATime, [.. Answering, "own-answers", "caller-first", "long-message", "last-line", "as-typed", "blank-line-ends", "end-of-input-ends", "starts-again", .. Callers]),
        Of("loses-last-line", "does not send a last typed line that has no newline", static launch => new ClassroomTalk { Talker = new ScriptedTalker(WholeLines(launch.Input)) }, OneAtATime, "last-line"),
        Of("serves-all", "serves several callers at once", static launch => Classroom(launch), new HostOptions(), "second-waits"),
        Of("last-client", "sends every answer to the caller that connected last", static launch => Classroom(launch) with { Latest = new LatestConnection() }, new HostOptions(), "second-waits", "own-answers"),
        Of("one-caller", "calls accept only once", static launch => new OneClientServer(Classroom(launch)), OneAtATime, Callers),
        Mutant.Of(PageSuite.OfLibrary("talk.server"), "no-reuse", "does not set SO_REUSEADDR", new HostedServer(Classroom, OneAtATime) { NeedsFreePort = true }, "starts-again"),
        Of("dies-of-reset", "crashes when a caller resets the connection", static launch => new FragileServer(Classroom(launch)), OneAtATime, "after-reset"),
    ];

    private static Mutant New(string name, string bug, Func<ClassroomTalk, ClassroomTalk> change, params string[] caughtBy) =>
        Of(name, bug, launch => change(Classroom(launch)), OneAtATime, caughtBy);

    private static Mutant Of(string name, string bug, Func<Launch, IServer> make, HostOptions options, params string[] caughtBy) =>
        Mutant.Of(PageSuite.OfLibrary("talk.server"), name, bug, new HostedServer(make, options), caughtBy);

    private static ReadOnlyMemory<byte> WholeLines(ReadOnlyMemory<byte> typed) => typed[..(typed.Span.LastIndexOf((byte)'\n') + 1)];

    private static ClassroomTalk Classroom(Launch launch) => new() { Talker = new ScriptedTalker(launch.Input) };
}
