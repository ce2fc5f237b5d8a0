using Tincan.Checks.Targets;
using Tincan.Checks.Suites;
using Tincan.Hosting;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Resolvers with a bug each.</summary>
internal static class ResolverServerMutants
{
    private static readonly ClassroomResolver Good = new();

    /// <summary>What is answered from the second table server, and must not wait for the first.</summary>
    private static readonly string[] Second = ["second-table", "unchanged", "many-names", "end-word", "last-line", "next-client"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("joins-both", "waits for both table servers before it answers", Good with { JoinsBoth = true }, "starts-again", "first-table", "second-table", "unchanged", "many-names", "miss", "end-word", "last-line", "closes", "next-client", "blank-name", "concurrent", "only-first", "one-shot-table", "answers-once"),
        New("one-after-other", "asks the second table server when the first has been silent", Good with { OneAfterOther = true }, [.. Second, "miss", "deadline", "late-answer", "refused-table", "closing-table", "resetting-table"]),
        New("second-late", "asks the second table server when the first has been silent for more than half of the deadline", Good with { OneAfterOther = true, Share = 0.65 }, "second-table"),
        New("any-answer", "answers the next name with the late answer", Good with { TakesAnyAnswer = true }, "only-first", "late-answer"),
        New("keeps-timer", "says TIMED OUT for a name that it has answered, when the deadline is over", Good with { KeepsTimer = true }, "answers-once"),
        New("silent-on-miss", "says nothing when nobody knows the name", Good with { Miss = static _ => null }, "miss", "deadline", "late-answer", "blank-name"),
        New("other-words", "says 'Error:HOST NOT FOUND' in place of 'TIMED OUT'", Good with { Miss = static name => $"{name} - Error:HOST NOT FOUND" }, "miss", "deadline", "late-answer", "blank-name"),
        New("lower-case", "asks in lower case", Good with { Asks = static name => name.ToLowerInvariant() }, "asks-both"),
        New("lower-case-miss", "says in lower case that a name timed out", Good with { Miss = static name => $"{name.ToLowerInvariant()} - TIMED OUT" }, "miss"),
        New("own-spelling", "puts the client's spelling into the answer", Good with { Passes = static (name, answer) => name + answer[name.Length..] }, "unchanged", "many-names", "ahead", "last-line", "refused-table", "closing-table", "resetting-table"),
        New("dies-with-table", "ends the conversation when a table server has gone", Good with { DiesWithTable = true }, "refused-table", "closing-table", "resetting-table", "one-shot-table"),
        New("never-reconnects", "does not connect again to a table server that has closed", Good with { Reconnects = false }, "one-shot-table"),
        New("one-recv", "takes what one recv returns for a name", Good with { TakesOneRecv = true }, "first-table", "second-table", "unchanged", "many-names", "ahead"),
        New("one-name", "closes behind the first answer", Good with { MaxAnswers = 1 }, "many-names", "ahead", "miss", "only-first", "late-answer", "refused-table", "closing-table", "resetting-table", "blank-name", "end-word", "last-line", "one-shot-table"),
        New("end-word", "leaves when the client says exit", Good with { EndWord = "exit" }, "end-word"),
        New("hangs-at-blank", "waits for ever for an answer to a blank line", Good with { HangsAtBlank = true }, "blank-name"),
        Of("early-deadline", "gives up after half of the deadline", static launch => Classroom(launch) with { Deadline = launch.Options.Deadline * 0.5 }, null, "deadline", "slow-table"),
        Of("one-at-a-time", "serves one client at a time", Classroom, new HostOptions { MaxConnections = 1, WhenFull = WhenFull.Wait }, "concurrent"),
        Mutant.Of(ResolverServerSuite.Suite, "no-reuse", "does not set SO_REUSEADDR", new HostedServer(Classroom) { NeedsFreePort = true }, "starts-again"),
        Of("dies-of-reset", "ends when a client breaks off", static launch => new FragileServer(Classroom(launch)), null, "after-reset"),
    ];

    private static Mutant New(string name, string bug, ClassroomResolver resolver, params string[] caughtBy) =>
        Of(name, bug, launch => Placed(resolver, launch), null, caughtBy);

    private static Mutant Of(string name, string bug, Func<Launch, IServer> make, HostOptions? options, params string[] caughtBy) =>
        Mutant.Of(ResolverServerSuite.Suite, name, bug, new HostedServer(make, options), caughtBy);

    private static ClassroomResolver Classroom(Launch launch) => Placed(Good, launch);

    private static ClassroomResolver Placed(ClassroomResolver resolver, Launch launch) =>
        resolver with { Launch = launch, Deadline = launch.Options.Deadline };
}
