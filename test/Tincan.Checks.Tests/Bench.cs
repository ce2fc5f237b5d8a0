using Tincan.Checks.Cases;
using Tincan.Checks.Running;
using Tincan.Checks.Subjects;
using Tincan.Checks.Suites;
using Tincan.Checks.Trials;
using Tincan.Framing;
using Tincan.Recording;

namespace Tincan.Checks.Tests;

/// <summary>Checks of cases that are written where they are used.</summary>
internal static class Bench
{
    public static Suite Suite(params Case[] cases) => new("made.up", Side.Server, "A server that is none.", MessageCodec.Lines, cases);

    public static Case Case(string name, Func<Trial, Task> run, Level level = Level.Must) =>
        new($"made.up.{name}", level, "A line is answered.", "A client waits for it.", "Answer it.", run) { CanBurn = false };

    public static Case Passing(string name) => Case(name, static _ => Task.CompletedTask);

    public static Case Failing(string name, FailureKind kind = FailureKind.NoAnswer, Level level = Level.Must) =>
        Case(name, _ => throw new CheckFailedException(kind, "what happened"), level);

    /// <summary>Runs a check, and gives what its report was told.</summary>
    public static async Task<(CheckRecord Record, Told Told)> RunAsync(CheckPlan plan, bool canRunSideBySide = true, CancellationToken cancel = default)
    {
        var told = new Told();
        var suite = Suite([.. plan.Cases]);
        var head = new CheckRecord
        {
            Suite = suite,
            Subject = "nothing",
            Options = new CheckOptions(),
            Repeat = static (_, id) => id,
            Began = DateTimeOffset.UnixEpoch,
        };
        var run = new CheckRun(head, new NoProgram(canRunSideBySide), plan, [told]);
        return (await run.RunAsync(cancel), told);
    }

    /// <summary>Remembers what it was told.</summary>
    internal sealed class Told : ICheckReport
    {
        public List<string> Words { get; } = [];

        public CheckRecord? Ended { get; private set; }

        public void Begin(CheckRecord head, int cases) => Words.Add($"{cases} cases");

        public void Take(CaseOutcome outcome) => Words.Add($"{outcome.Case.Id} {outcome.Verdict.Word}");

        public void End(CheckRecord record) => Ended = record;
    }

    /// <summary>Cases here need no program; one that starts it finds none.</summary>
    internal sealed class NoProgram(bool canRunSideBySide = true) : ISubject
    {
        public bool CanRunSideBySide => canRunSideBySide;

        public Task<IRunningSubject> StartAsync(Stage stage, CancellationToken cancel) => throw new SubjectException("there is no program");
    }
}
