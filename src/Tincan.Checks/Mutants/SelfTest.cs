using Tincan.Checks.Cases;

namespace Tincan.Checks.Mutants;

/// <summary>
/// Proves that a suite catches a program with a bug by exactly the cases that should, and that it lets a program without one pass.
/// <para>
/// A case that passes never waits for its time to be over, so here it has more than enough of it, and a busy machine does not make it fail. A case
/// that should fail may do so because nothing comes; it waits for that as short as will do, and is not run again once it has failed.
/// </para>
/// </summary>
internal static class SelfTest
{
    /// <summary>
    /// How often a case that should fail is tried. A bug that shows where bytes come in pieces hides where the program is woken only when all of them
    /// are there, as on a machine with too much to do.
    /// </summary>
    private const int Chances = 3;

    /// <summary>How many cases run at the same time: with all at once a program in this process is woken so late that no bytes come to it in pieces.</summary>
    private static readonly SemaphoreSlim Places = new(64);

    private static readonly CheckOptions Passing = new()
    {
        Patience = TimeSpan.FromSeconds(20),
        StartTimeout = TimeSpan.FromSeconds(20),
        ExitLimit = TimeSpan.FromSeconds(20),
        Deadline = TimeSpan.FromSeconds(4),
        CaseTimeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>For a program whose bug makes other cases wait: for a greeting that never comes, or for a deadline.</summary>
    private static readonly CheckOptions Hurried = Passing with { Patience = TimeSpan.FromSeconds(3), Deadline = TimeSpan.FromSeconds(3) };

    private static readonly CheckOptions Failing = new()
    {
        Patience = TimeSpan.FromSeconds(1),
        StartTimeout = TimeSpan.FromSeconds(1),
        ExitLimit = TimeSpan.FromSeconds(1),
        Deadline = TimeSpan.FromSeconds(2),
        Quiet = TimeSpan.FromMilliseconds(500),
    };

    /// <summary>Runs all cases of a program's suite on it, with all fires.</summary>
    /// <param name="mutant">The program, with a bug or without.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<SelfTestResult> RunAsync(Mutant mutant, CancellationToken cancel)
    {
        var failed = await Task.WhenAll(mutant.Suite.Cases.Select(one => FailsAsync(mutant, one, cancel)));
        var caught = mutant.Suite.Cases.Zip(failed).Where(static one => one.Second).Select(static one => one.First.Id).ToList();
        return new SelfTestResult(mutant, caught)
        {
            Missed = [.. mutant.CaughtBy.Except(caught, StringComparer.Ordinal)],
            Wrongly = [.. caught.Except(mutant.CaughtBy, StringComparer.Ordinal).Except(mutant.MayBeCaughtBy, StringComparer.Ordinal)],
        };
    }

    private static async Task<bool> FailsAsync(Mutant mutant, Case one, CancellationToken cancel)
    {
        var shouldFail = mutant.CaughtBy.Contains(one.Id);
        var options = (shouldFail ? Failing : mutant.Delays ? Hurried : Passing) with { Dialect = mutant.Dialect, OutputFile = mutant.Suite.FiledAs };
        if (one.NotToJudge(mutant.Suite, options, mutant.Subject) is not null)
        {
            return false;
        }

        // What should pass is judged as a program is, so that a busy machine is no reason; what should fail has its chances here.
        var runner = new Runner(mutant.Suite, mutant.Subject, options) { TriesAgain = !shouldFail };
        await Places.WaitAsync(cancel);
        try
        {
            for (var i = 0; i < (shouldFail ? Chances : 1); i++)
            {
                await foreach (var run in runner.RunEachAsync(one, Fire.All, cancel))
                {
                    if (!run.HasPassed)
                    {
                        return true;
                    }
                }
            }

            return false;
        }
        finally
        {
            Places.Release();
        }
    }
}
