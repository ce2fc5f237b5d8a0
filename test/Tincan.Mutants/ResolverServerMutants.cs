using Tincan.Checks.Pages;
using Tincan.Checks.Targets;
using Tincan.Hosting;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Resolvers with one bug each.</summary>
internal static class ResolverServerMutants
{
    private static readonly ClassroomResolver Good = new();

    /// <summary>Cases whose answer comes from the second table server, and must not wait for the first one.</summary>
    private static readonly string[] Second = ["second-table", "unchanged", "many-names", "end-word", "last-line", "next-client"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("joins-both", "waits for both table servers before answering", Good with { JoinsBoth = true }, "starts-again", "first-table", "second-table", "unchanged", "many-names", "miss", "end-word", "last-line", "closes", "next-client", "blank-name", "concurrent", "only-first", "one-shot-table", "answers-once"),
        New("one-after-other", "asks the second table server only after the first one has timed out", Good with { AsksInSequence = true }, [.. Second, "miss", "deadline", "late-answer", "refused-table", "closing-table", "resetting-table"]),
        New("second-late", "asks the second table server only after more than half of the deadline", Good with { AsksInSequence = true, DeadlineShare = 0.65 }, "second-table", "closing-table"),
        New("any-answer", "sends a late answer as the answer to the next name", Good with { TakesAnyAnswer = true }, "only-first", "late-answer"),
        New("keeps-timer", "sends TIMED OUT at the deadline even for a name that it has answered", Good with { KeepsTimer = true }, "answers-once"),
        New("silent-on-miss", "sends nothing for an unknown name", Good with { Miss = static _ => null }, "miss", "deadline", "late-answer", "blank-name"),
        New("other-words", "sends 'Error:HOST NOT FOUND' instead of 'TIMED OUT'", Good with { Miss = static name => $"{name} - Error:HOST NOT FOUND" }, "miss", "deadline", "late-answer", "blank-name"),
        New("lower-case", "sends names in lower case", Good with { Question = static name => name.ToLowerInvariant() }, "asks-both"),
        New("lower-case-miss", "sends the name in lower case with TIMED OUT", Good with { Miss = static name => $"{name.ToLowerInvariant()} - TIMED OUT" }, "miss"),
        New("own-spelling", "replaces the name in the answer with the client's spelling", Good with { Answer = static (name, answer) => name + answer[name.Length..] }, "unchanged", "many-names", "ahead", "last-line", "refused-table", "closing-table", "resetting-table"),
        New("dies-with-table", "closes the client's connection when a table server fails", Good with { ClosesWithTable = true }, "refused-table", "closing-table", "resetting-table", "one-shot-table"),
        New("never-reconnects", "does not reconnect to a table server that has closed", Good with { Reconnects = false }, "one-shot-table"),
        New("one-recv", "assumes that one recv returns exactly one name", Good with { OneRecv = true }, "end-word", "only-first", "first-table", "second-table", "unchanged", "many-names", "ahead"),
        New("one-name", "closes the connection after the first answer", Good with { MaxAnswers = 1 }, "answers-once", "many-names", "ahead", "miss", "only-first", "late-answer", "refused-table", "closing-table", "resetting-table", "blank-name", "end-word", "last-line", "one-shot-table"),
        New("end-word", "closes the connection on the word exit", Good with { QuitWord = "exit" }, "end-word"),
        New("hangs-at-blank", "hangs on a blank line", Good with { HangsAtBlank = true }, "blank-name"),
        Of("early-deadline", "times out after half of the deadline", static launch => Classroom(launch) with { Deadline = Good.Deadline * 0.5 }, null, "deadline", "slow-table"),
        Of("one-at-a-time", "serves one client at a time", Classroom, new HostOptions { MaxConnections = 1, WhenFull = WhenFull.Wait }, "concurrent"),
        Mutant.Of(PageSuite.OfLibrary("resolver.server"), "no-reuse", "does not set SO_REUSEADDR", new HostedServer(Classroom) { NeedsFreePort = true }, "starts-again"),
        Of("dies-of-reset", "crashes when a client resets its connection", static launch => new FragileServer(Classroom(launch)), null, "after-reset"),
    ];

    private static Mutant New(string name, string bug, ClassroomResolver resolver, params string[] caughtBy) =>
        Of(name, bug, launch => Placed(resolver, launch), null, caughtBy);

    private static Mutant Of(string name, string bug, Func<Launch, IServer> make, HostOptions? options, params string[] caughtBy) =>
        Mutant.Of(PageSuite.OfLibrary("resolver.server"), name, bug, new HostedServer(make, options), caughtBy);

    private static ClassroomResolver Classroom(Launch launch) => Placed(Good, launch);

    private static ClassroomResolver Placed(ClassroomResolver resolver, Launch launch) =>
        resolver with { Launch = launch };
}
