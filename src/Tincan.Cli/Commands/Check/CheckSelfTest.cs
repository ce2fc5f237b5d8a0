using Tincan.Checks.Suites;
using Tincan.Mutants;

namespace Tincan.Cli.Commands.Check;

/// <summary><c>tincan check --selftest</c>: proves that the suites catch bugs.</summary>
internal static class CheckSelfTest
{
    public static async Task<int> RunAsync(IReadOnlyList<Suite> suites, int jobs, CancellationToken cancel)
    {
        var proofs = new List<SuiteProof>();
        await SelfTest.RunAsync(suites, jobs, Tell, cancel);
        var wrong = proofs.Sum(static proof => proof.Wrong.Count());
        var unproven = proofs.Sum(static proof => proof.Unproven.Count);
        var cases = suites.Sum(static suite => suite.Cases.Count);
        var bugs = proofs.Sum(static proof => proof.Bugs);
        Console.Out.WriteLine($"{Readable.Count(suites.Count, "suite")}, {Readable.Count(cases, "case")}, {Readable.Count(bugs, "program")} with a bug: {wrong} not as expected, {Readable.Count(unproven, "case")} unproven");
        if (proofs.Sum(static proof => proof.Broken) is var broken and > 0)
        {
            Stderr.Error($"{Readable.Count(broken, "run")} could not be judged, because the simulation failed");
            return ExitCode.CouldNotRun;
        }

        return proofs.All(static proof => proof.Holds) ? ExitCode.Fine : ExitCode.Failed;

        void Tell(SuiteProof proof)
        {
            proofs.Add(proof);
            Show(proof);
        }
    }

    private static void Show(SuiteProof proof)
    {
        var width = proof.Results.Max(static result => NameOf(result).Length);
        Console.Out.WriteLine($"{proof.Suite.Name}: {Readable.Count(proof.Suite.Cases.Count, "case")}, {Readable.Count(proof.Bugs, "program")} with a bug");
        foreach (var result in proof.Results)
        {
            Console.Out.WriteLine($"  {(result.IsAsExpected ? "ok    " : result.Broken.Count > 0 ? "BROKEN" : "WRONG ")}  {NameOf(result).PadRight(width)}  {result.Bug}; failed {(result.Caught.Count == 0 ? "no case" : Readable.Count(result.Caught.Count, "case"))}");
            Name("should have failed", result.Missed);
            Name("should have passed", result.Unexpected);
            foreach (var run in result.Broken)
            {
                Console.Out.WriteLine($"         {result.Name} in {run.Case} could not be judged: {run.Why.ReplaceLineEndings("\n         ")}");
            }
        }

        Name("no program with a bug has to fail", proof.Unproven);
        Console.Out.WriteLine();
    }

    private static void Name(string what, IReadOnlyList<string> ids)
    {
        if (ids.Count > 0)
        {
            Console.Out.WriteLine($"         {what}: {string.Join(", ", ids)}");
        }
    }

    private static string NameOf(SelfTestResult result) => result.Name.Split('/')[1];
}
