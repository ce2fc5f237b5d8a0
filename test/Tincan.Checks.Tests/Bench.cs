using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Probing;
using Tincan.Checks.Running;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
using Tincan.Framing;
using Tincan.Mutants.Simulated;
using Tincan.Recording;

namespace Tincan.Checks.Tests;

/// <summary>Runs checks of cases that are defined in a test.</summary>
internal static class Bench
{
    public static Suite Suite(params Case[] cases) => new("made.up", Side.Server, "A server that is none.", MessageCodec.Lines, cases);

    public static Case Case(string name, Func<CaseContext, Task> run, Level level = Level.Must) =>
        new($"made.up.{name}", level, "A line is answered.", "A client waits for it.", "Answer it.", run) { CanPerturb = false };

    public static Case Passing(string name) => Case(name, static _ => Task.CompletedTask);

    public static Case Failing(string name, FailureKind kind = FailureKind.NoAnswer, Level level = Level.Must) =>
        Case(name, _ => throw new CheckFailedException(kind, "what happened"), level);

    /// <summary>Runs a case in a simulation, and again under each perturbation that applies.</summary>
    public static IReadOnlyList<CaseResult> Run(Suite suite, ITarget target, CheckOptions options, Case one, params Perturbation[] perturbations) =>
        Simulation.Run(simulation => new Runner(suite, target, simulation.Of(options)).RunAsync(one, perturbations, CancellationToken.None));

    /// <summary>Runs several cases in order with the same runner.</summary>
    public static IReadOnlyList<CaseResult> RunAll(Suite suite, ITarget target, CheckOptions options, IEnumerable<Case> cases) => Simulation.Run(async simulation =>
    {
        var runner = new Runner(suite, target, simulation.Of(options));
        var runs = new List<CaseResult>();
        foreach (var one in cases)
        {
            runs.AddRange(await runner.RunAsync(one, [], CancellationToken.None));
        }

        return runs;
    });

    /// <summary>Probes a program in a simulation.</summary>
    public static ProbeResult Find(Suite suite, ITarget target, CheckOptions options) =>
        Simulation.Run(simulation => suite.ProbeAsync(target, simulation.Of(options), suite.Cases, CancellationToken.None));

    /// <summary>Runs a check, and returns what its report received.</summary>
    public static async Task<(CheckRecord Record, RecordedReport Told)> RunAsync(CheckPlan plan, bool canRunSideBySide = true, CancellationToken cancel = default)
    {
        var told = new RecordedReport();
        var suite = Suite([.. plan.Cases]);
        var head = new CheckRecord
        {
            Suite = suite,
            Target = "nothing",
            Options = new CheckOptions(),
            RerunCommand = static (_, id) => id,
            Began = DateTimeOffset.UnixEpoch,
        };
        var run = new CheckRun(head, new NoProgram(canRunSideBySide), plan, [told]);
        return (await run.RunAsync(cancel), told);
    }

    /// <summary>Collects what it receives.</summary>
    internal sealed class RecordedReport : ICheckReport
    {
        public List<string> Lines { get; } = [];

        public CheckRecord? Ended { get; private set; }

        public void Begin(CheckRecord head, int cases) => Lines.Add($"{cases} cases");

        public void Add(CaseOutcome outcome) => Lines.Add($"{outcome.Case.Id} {outcome.Verdict.Word}");

        public void End(CheckRecord record) => Ended = record;
    }

    /// <summary>These cases need no program, and starting one fails.</summary>
    internal sealed class NoProgram(bool canRunSideBySide = true) : ITarget
    {
        public bool CanRunInParallel => canRunSideBySide;

        public Task<IRunningTarget> StartAsync(Launch launch, CancellationToken cancel) => throw new TargetException("there is no program");
    }
}
