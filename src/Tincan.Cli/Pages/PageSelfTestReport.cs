using Tincan.Checks;
using Tincan.Checks.Pages;
using Tincan.Checks.Targets;
using Tincan.Mutants;
using Tincan.Pages;

namespace Tincan.Cli.Pages;

/// <summary><c>tincan check PAGE --selftest</c>: does the page catch bugs?</summary>
internal static class PageSelfTestReport
{
    public static async Task<int> RunAsync(Page page, int jobs, CancellationToken cancel)
    {
        if (!PageSuite.Sides(page).Contains(Side.Server))
        {
            throw new UsageException($"{page.Name} has no cases for servers, into which --selftest plants bugs");
        }

        if (page.ServerRules.Count == 0)
        {
            throw new UsageException($"{page.Name} has no rules, and so no server to plant bugs into; write a program that is right after it: tincan check {page.Name} --selftest -- PROGRAM");
        }

        return Report(await PageSelfTest.RunAsync(page, jobs, cancel), "the page's own server", "its rules and its cases contradict each other");
    }

    /// <summary>The same with a reference program: <c>tincan check PAGE --selftest -- PROGRAM</c>.</summary>
    public static async Task<int> RunAsync(Page page, ITarget reference, CheckOptions options, int jobs, CancellationToken cancel)
    {
        try
        {
            return Report(await PageSelfTest.RunAsync(page, reference, options, jobs, cancel), "the reference program", "check it without --selftest to see why");
        }
        catch (TargetException error)
        {
            Stderr.Error(error.Message);
            return ExitCode.CouldNotRun;
        }
    }

    private static int Report(PageSelfTest proof, string good, string whyFailed)
    {
        IReadOnlyList<SelfTestResult> programs = [.. proof.Good, .. proof.Buggy];
        var width = programs.Max(static program => NameOf(program).Length);
        Console.Out.WriteLine($"{proof.Suite.Name}: {proof.Suite.Cases.Count} cases, {proof.Buggy.Count} servers with a bug");
        foreach (var program in programs)
        {
            var isRight = proof.Good.Contains(program) == (program.Caught.Count == 0);
            var caught = program.Caught.Count == 0 ? "no case" : string.Join(", ", program.Caught.Select(id => id[(proof.Suite.Name.Length + 1)..]));
            Console.Out.WriteLine($"  {(isRight ? "ok   " : "WRONG")}  {NameOf(program).PadRight(width)}  {program.Bug}; fails {caught}");
        }

        foreach (var broken in proof.Broken)
        {
            Console.Out.WriteLine($"  WRONG  {broken.Case} has no result: {broken.Why}");
        }

        if (proof.Failing.Count > 0)
        {
            Console.Out.WriteLine($"{good} fails: {whyFailed}");
            return ExitCode.Failed;
        }

        foreach (var idle in proof.Idle)
        {
            Console.Out.WriteLine($"  note   {idle} catches none of them");
        }

        var uncaught = proof.Uncaught.Count();
        Console.Out.WriteLine(uncaught > 0 ? $"{uncaught} bug{(uncaught == 1 ? " is" : "s are")} not caught" : "every bug is caught");
        return proof.Holds ? ExitCode.Fine : ExitCode.Failed;
    }

    private static string NameOf(SelfTestResult program) => program.Name.Split('/')[1];
}
