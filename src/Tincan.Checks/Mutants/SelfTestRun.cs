using Tincan.Checks.Suites;

namespace Tincan.Checks.Mutants;

/// <summary>Proves suites.</summary>
public static class SelfTestRun
{
    /// <summary>
    /// How many programs are checked at the same time by default: 8 for each core. They wait much more than they work.
    /// </summary>
    public static int Jobs { get; } = 8 * Environment.ProcessorCount;

    /// <summary>Runs suites on our own programs, and on those with a bug.</summary>
    /// <param name="suites">Which suites.</param>
    /// <param name="jobs">How many programs may be checked at the same time.</param>
    /// <param name="told">Is told of each suite, one at a time and in their order.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task RunAsync(IReadOnlyList<Suite> suites, int jobs, Action<SuiteProof> told, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(suites);
        ArgumentNullException.ThrowIfNull(told);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var turns = new SemaphoreSlim(jobs);
        var proofs = suites.Select(suite => Task.WhenAll(Programs(suite).Select(program => RunAsync(program, turns, given.Token)))).ToList();
        try
        {
            foreach (var (suite, proof) in suites.Zip(proofs))
            {
                told(new SuiteProof(suite, await proof));
            }
        }
        finally
        {
            await given.CancelAsync();
            await Task.WhenAll(proofs).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private static IEnumerable<Mutant> Programs(Suite suite) =>
        GoodPrograms.All.Concat(MutantList.All).Where(program => program.Suite == suite);

    private static async Task<SelfTestResult> RunAsync(Mutant program, SemaphoreSlim turns, CancellationToken cancel)
    {
        if (program.Delays)
        {
            // It does nothing but wait, and longer than all others: it begins at once.
            return await SelfTest.RunAsync(program, cancel);
        }

        await turns.WaitAsync(cancel);
        try
        {
            return await SelfTest.RunAsync(program, cancel);
        }
        finally
        {
            turns.Release();
        }
    }
}
