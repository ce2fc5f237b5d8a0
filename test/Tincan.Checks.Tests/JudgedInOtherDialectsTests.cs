using Tincan.Checks.Cases;
using Tincan.Checks.Mutants;
using Tincan.Framing;

namespace Tincan.Checks.Tests;

public sealed class JudgedInOtherDialectsTests
{
    [Theory]
    [MemberData(nameof(OtherDialects.All), MemberType = typeof(OtherDialects))]
    public async Task A_good_program_passes_every_case_in_another_dialect(string suite, Dialect dialect)
    {
        var program = GoodPrograms.All.Single(program => program.Suite.Name == suite);
        var options = new CheckOptions { Dialect = dialect, Patience = TimeSpan.FromSeconds(20) };
        if (dialect == Dialect.Raw)
        {
            // There, only silence ends a message, and on a busy machine it is heard late.
            options = options with { Quiet = TimeSpan.FromSeconds(1) };
        }

        var cases = program.Suite.Cases.Where(one => one.NotToJudge(program.Suite, options, program.Subject) is null);

        var runs = await Task.WhenAll(cases.Select(one => new Runner(program.Suite, program.Subject, options).RunAsync(one, Fire.All, TestContext.Current.CancellationToken)));

        Assert.Equal("", string.Join('\n', runs.SelectMany(static run => run).Where(static run => !run.HasPassed).Select(static run => $"{run.Case.Id} {run.Fault}: {run.Failure!.Message}")));
    }
}
