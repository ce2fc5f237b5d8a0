using Tincan.Checks;
using Tincan.Checks.Pages;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
using Tincan.Pages;

namespace Tincan.Mutants;

/// <summary>Whether a page catches bugs: its server must pass, and each server with a planted bug must fail a case.</summary>
/// <param name="Suite">The suite of the page's servers.</param>
/// <param name="Programs">The page's own server, which has no bug, and then those with one; each with the cases that it fails.</param>
public sealed record PageSelfTest(Suite Suite, IReadOnlyList<SelfTestResult> Programs)
{
    /// <summary>Cases that the page's own server fails: they contradict its rules.</summary>
    public IReadOnlyList<string> Contradictions => Programs[0].Caught;

    /// <summary>Bugs that no case catches.</summary>
    public IEnumerable<SelfTestResult> Uncaught => Programs.Skip(1).Where(static program => program.Caught.Count == 0);

    /// <summary>Cases that catch none of the bugs. Those about another value of a parameter are not run.</summary>
    public IEnumerable<string> Idle => Suite.Cases.Where(static one => one.NeedsAnyOf.Count == 0 || one.NeedsAnyOf.Any(static needed => needed.Value == needed.Parameter.Default)).Select(static one => one.Id).Except(Programs.Skip(1).SelectMany(static program => program.Caught), StringComparer.Ordinal);

    /// <summary>Whether the page's server passes and every bug is caught.</summary>
    public bool Holds => Contradictions.Count == 0 && !Uncaught.Any() && Broken.Count == 0;

    /// <summary>Runs without a result, because the simulation failed.</summary>
    public IReadOnlyList<BrokenRun> Broken { get; } = [.. Programs.SelectMany(static program => program.Broken)];

    /// <summary>Runs every case of a page on every program.</summary>
    /// <param name="page">The page.</param>
    /// <param name="jobs">How many cases run at the same time.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<PageSelfTest> RunAsync(Page page, int jobs, CancellationToken cancel)
    {
        var suite = PageSuite.Of(page, Side.Server);
        var proof = await SelfTest.ProveAsync(suite, [PageMutants.Good(page, suite), .. PageMutants.Of(page, suite)], jobs, cancel);
        return new PageSelfTest(suite, proof.Results);
    }

    /// <summary>The same with a reference program in place of the page's server, on real connections: bugs are planted between the cases and the program.</summary>
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

        var good = Mutant.Of(suite, "reference", "no bug: the reference program", reference);
        var proof = await SelfTest.ProveAsync(suite, [good, .. PageMutants.Of(page, suite, reference)], reference.CanRunInParallel ? jobs : 1, cancel,
            (program, one) => SelfTest.FailsAsync(program, one, found.Options, retries: program == good).GetAwaiter().GetResult());
        return new PageSelfTest(suite, proof.Results);
    }
}
