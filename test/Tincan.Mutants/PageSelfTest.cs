using System.Collections.Concurrent;
using Tincan.Checks;
using Tincan.Checks.Cases;
using Tincan.Checks.Pages;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
using Tincan.Pages;
using Tincan.Pages.Transcripts;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Mutants;

/// <summary>Whether a page catches bugs: a server without bugs must pass, and with each planted bug it must fail a case.</summary>
/// <param name="Suite">The suite of the page's servers.</param>
/// <param name="Good">The server without bugs, once for each value of a parameter, with the cases that it fails.</param>
/// <param name="Buggy">The same server with a bug each. None if the one without bugs fails a case.</param>
public sealed record PageSelfTest(Suite Suite, IReadOnlyList<SelfTestResult> Good, IReadOnlyList<SelfTestResult> Buggy)
{
    /// <summary>A run with a bug waits so many times as long as the one without it took, because the machine may be busier then.</summary>
    private const int WaitFactor = 4;

    /// <summary>The shortest wait for an answer.</summary>
    private static readonly TimeSpan MinWait = TimeSpan.FromMilliseconds(400);

    /// <summary>Bugs that no case catches.</summary>
    public IEnumerable<SelfTestResult> Uncaught => Buggy.Where(static program => program.Caught.Count == 0);

    /// <summary>Cases that catch none of the bugs, although they are run: a program does only what one value of a parameter says.</summary>
    public IEnumerable<string> Idle => Suite.Cases.Select(static one => one.Id).Except(Buggy.SelectMany(static program => program.Caught), StringComparer.Ordinal).Except(NotRun, StringComparer.Ordinal);

    /// <summary>Cases that are not run on the reference program. Defaults to none.</summary>
    public IReadOnlyList<string> NotRun { get; init; } = [];

    /// <summary>Cases that the server without bugs fails.</summary>
    public IReadOnlyList<string> Failing => [.. Good.SelectMany(static program => program.Caught)];

    /// <summary>Whether the server without bugs passes, and every bug is caught.</summary>
    public bool Holds => Failing.Count == 0 && !Uncaught.Any() && Broken.Count == 0;

    /// <summary>Runs without a result, because the simulation failed.</summary>
    public IReadOnlyList<BrokenRun> Broken { get; } = [.. Good.SelectMany(static program => program.Broken), .. Buggy.SelectMany(static program => program.Broken)];

    /// <summary>Plants bugs between the cases of a page and the page's own server, in a simulation.</summary>
    /// <param name="page">The page.</param>
    /// <param name="jobs">How many cases run at the same time.</param>
    /// <param name="cancel">Gives up.</param>
    public static Task<PageSelfTest> RunAsync(Page page, int jobs, CancellationToken cancel)
    {
        var suite = PageSuite.Of(page, Side.Server) with { ServerOutputFile = null };
        var server = PageMutants.Server(page);
        return RunAsync(suite, [.. PageMutants.Good(page, suite)], PageMutants.Of(page, suite, server), jobs, SelfTest.Fails, FailsItself, cancel);

        // A case about another value of a parameter is run with it.
        static bool FailsItself(Mutant program, Case one) => SelfTest.Fails(
            one.NeedsAnyOf.Count == 0 || one.NeedsAnyOf.Any(static needed => needed.Value == needed.Parameter.Default) ? program
                : program with { Given = new() { [one.NeedsAnyOf[0].Parameter.Name] = one.NeedsAnyOf[0].Value } },
            one);
    }

    /// <summary>Plants them between the cases and a reference program, on real connections.</summary>
    /// <param name="page">The page.</param>
    /// <param name="reference">The program, which has to pass.</param>
    /// <param name="options">How it is checked.</param>
    /// <param name="jobs">How many cases run at the same time.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<PageSelfTest> RunAsync(Page page, ITarget reference, CheckOptions options, int jobs, CancellationToken cancel)
    {
        var suite = PageSuite.Of(page, Side.Server);
        var found = await suite.ProbeAsync(reference, options, suite.Cases, cancel);
        if (found.StartFailure is { } failure)
        {
            throw new TargetException(failure.Message);
        }

        var slowest = new ConcurrentDictionary<Case, TimeSpan>();
        jobs = reference.CanRunInParallel ? jobs : 1;
        await using var pool = new ProgramPool(reference);
        ITarget served = await ServesAllAsync() ? pool : reference;

        // Through the relay that plants bugs as well: what that spoils is no bug that was caught.
        var good = Mutant.Of(suite, "no-bug", "no bug: the reference program", PageMutants.WithoutBug(page, served));
        var proof = await RunAsync(suite, [good], PageMutants.Of(page, suite, served), jobs, Passes, Fails, cancel);
        return proof with
        {
            NotRun = [.. suite.Cases.Where(one => one.WhySkipped(suite, For(one), reference) is not null).Select(static one => one.Id)],
        };

        bool Passes(Mutant program, Case one) => SelfTest.FailsAsync(program, one, For(one), retries: true, Measure).GetAwaiter().GetResult();

        bool Fails(Mutant program, Case one)
        {
            var wait = slowest.GetValueOrDefault(one) * WaitFactor;
            return SelfTest.FailsAsync(program, one, For(one) with { VerdictWait = wait < MinWait ? MinWait : wait }, retries: true).GetAwaiter().GetResult();
        }

        // A case about another value of a parameter is run with it, if the program gets the value.
        CheckOptions For(Case one) => one.WhySkipped(suite, found.Options, reference) is not null && one.NeedsAnyOf.FirstOrDefault(needed => reference.TakesParameter(needed.Parameter.Name)) is { Parameter: not null } needed
            ? found.Options with { Given = new Dictionary<string, string>(found.Options.Given, StringComparer.Ordinal) { [needed.Parameter.Name] = needed.Value } }
            : found.Options;

        void Measure(CaseResult run) => slowest.AddOrUpdate(run.Case, _ => Slowest(run), (_, before) => Slowest(run) is var now && now > before ? now : before);

        // Whether one program can serve all runs, one after another, although it is not started again for each.
        async Task<bool> ServesAllAsync()
        {
            if (suite.TableCount > 0 || suite.Files.Count > 0 || suite.TypedLines.Count > 0 || page.Cases.Any(static one => one.Transcript.Steps.Any(static step => step is FileStep)))
            {
                return false;
            }

            var without = new Mutant($"{suite.Name}/pool", "", suite, PageMutants.WithoutBug(page, pool), []) { Perturbations = [] };
            return (await SelfTest.ProveAsync(suite, [without], jobs, cancel, Passes)).Results[0].Caught.Count == 0;
        }
    }

    private static async Task<PageSelfTest> RunAsync(Suite suite, IReadOnlyList<Mutant> good, IEnumerable<Mutant> buggy, int jobs, Func<Mutant, Case, bool> failsGood, Func<Mutant, Case, bool> failsBuggy, CancellationToken cancel)
    {
        var right = await SelfTest.ProveAsync(suite, good, jobs, cancel, failsGood);
        if (right.Results.Any(static program => program.Caught.Count > 0))
        {
            return new PageSelfTest(suite, right.Results, []);
        }

        Mutant[] planted = [.. buggy];
        var first = (await SelfTest.ProveAsync(suite, planted, jobs, cancel, failsBuggy)).Results;

        // Some bugs are seen only if two things meet, and a busy machine can keep them apart.
        Mutant[] missed = [.. planted.Where((_, index) => first[index].Caught.Count == 0)];
        var second = (await SelfTest.ProveAsync(suite, missed, jobs, cancel, failsBuggy)).Results.ToDictionary(static result => result.Name, StringComparer.Ordinal);
        return new PageSelfTest(suite, right.Results, [.. first.Select(result => second.GetValueOrDefault(result.Name, result))]);
    }

    /// <summary>The longest time after which a server did something on a connection.</summary>
    private static TimeSpan Slowest(CaseResult run) => run.Events.GroupBy(static one => one.Connection)
        .SelectMany(static events => events.Zip(events.Skip(1)))
        .Where(static pair => pair.Second is { Direction: Direction.ToClient, Kind: WireEventKind.Receive or WireEventKind.Fin or WireEventKind.Rst })
        .Select(static pair => pair.Second.At - pair.First.At)
        .DefaultIfEmpty().Max();
}
