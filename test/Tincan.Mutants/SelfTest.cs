using Tincan.Checks;
using Tincan.Checks.Cases;
using Tincan.Checks.Suites;
using Tincan.Mutants.Simulated;

namespace Tincan.Mutants;

/// <summary>
/// Proves suites: exactly the expected cases must fail on each mutant, and none on a correct program. Each case runs as in a check, but in a simulation of its
/// own, so that the result is the same in each run.
/// </summary>
public static class SelfTest
{
    /// <summary>Runs suites on Tincan's own programs and on the mutants.</summary>
    /// <param name="suites">The suites.</param>
    /// <param name="jobs">How many cases run at the same time, 1 or more. Cases never wait, so more than the number of cores does not help.</param>
    /// <param name="report">Receives the proof of each suite, in order.</param>
    /// <param name="cancel">Cancels the proof.</param>
    public static async Task RunAsync(IReadOnlyList<Suite> suites, int jobs, Action<SuiteProof> report, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(suites);
        ArgumentNullException.ThrowIfNull(report);
        foreach (var suite in suites)
        {
            var programs = GoodPrograms.All.Concat(MutantList.All).Where(program => program.Suite == suite);
            report(await ProveAsync(suite, [.. programs], jobs, cancel));
        }
    }

    /// <summary>Runs every case of a suite on each program.</summary>
    internal static async Task<SuiteProof> ProveAsync(Suite suite, IReadOnlyList<Mutant> programs, int jobs, CancellationToken cancel, Func<Mutant, Case, bool>? fails = null)
    {
        fails ??= Fails;
        var runs = programs.SelectMany(program => suite.Cases.Select(one => (Program: program, Case: one))).ToArray();
        var hasFailed = new bool[runs.Length];
        var broken = new string?[runs.Length];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, jobs).Select(_ => Task.Factory.StartNew(Work, cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return new SuiteProof(suite, [.. programs.Select((program, number) =>
        {
            var first = number * suite.Cases.Count;
            return new SelfTestResult(
                program,
                [.. suite.Cases.Where((_, index) => hasFailed[first + index]).Select(static one => one.Id)],
                [.. suite.Cases.Select((one, index) => (one.Id, Why: broken[first + index])).Where(static one => one.Why is not null).Select(static one => new BrokenRun(one.Id, one.Why!))]);
        })]);

        void Work()
        {
            while (Interlocked.Increment(ref next) is var index && index < runs.Length)
            {
                cancel.ThrowIfCancellationRequested();
                var (program, one) = runs[index];
                try
                {
                    hasFailed[index] = fails(program, one);
                }
                catch (Exception error)
                {
                    // The case has no result; the others still have theirs.
                    broken[index] = error is InvalidOperationException ? error.Message : $"{error.GetType().Name}: {error.Message}";
                }
            }
        }
    }

    /// <summary>Whether a program fails a case, plain or under a perturbation. Retries would give the same result.</summary>
    internal static bool Fails(Mutant program, Case one) => Simulation.Run(simulation =>
        FailsAsync(program, one, simulation.Of(new CheckOptions { Dialect = program.Dialect, Given = program.Given, OutputFile = program.Suite.ServerOutputFile, VerdictWait = TimeSpan.MaxValue })));

    /// <summary>The same with given options.</summary>
    internal static async Task<bool> FailsAsync(Mutant program, Case one, CheckOptions options, bool retries = false, Action<CaseResult>? report = null)
    {
        if (one.WhySkipped(program.Suite, options, program.Target) is not null)
        {
            return false;
        }

        var runner = new Runner(program.Suite, program.Target, options) { Retries = retries };
        await foreach (var run in runner.RunEachAsync(one, program.Perturbations, CancellationToken.None))
        {
            report?.Invoke(run);
            if (!run.HasPassed)
            {
                return true;
            }
        }

        return false;
    }
}
