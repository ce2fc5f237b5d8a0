using Tincan.Checks.Cases;
using Tincan.Checks.Targets;
using Tincan.Framing;
using Tincan.Mutants;

namespace Tincan.Checks.Tests;

public sealed class OtherDialectsTests
{
    /// <summary>The suites whose programs speak lines, with each dialect beside lf.</summary>
    public static TheoryData<string, Dialect> All
    {
        get
        {
            var all = new TheoryData<string, Dialect>();
            foreach (var suite in GoodPrograms.All.Select(static program => program.Suite).Where(static suite => suite.HasLines))
            {
                all.Add(suite.Name, Dialect.CrLf);
                all.Add(suite.Name, Dialect.Nul);
                all.Add(suite.Name, Dialect.Raw);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_dialect_of_a_good_program_is_found_out(string suite, Dialect dialect)
    {
        var program = GoodPrograms.All.Single(program => program.Suite.Name == suite);

        var found = Bench.Find(program.Suite, new InDialect(program.Target, dialect), new CheckOptions { Dialect = Dialect.Auto });

        // Our servers speak every dialect: they read lines where they get some. A resolver passes on what it gets, which is a name without a line end at first.
        var expected = program.Suite.Side == Side.Client ? dialect : program.Suite.TableCount > 0 ? Dialect.Raw : Dialect.Lf;
        Assert.Equal(expected, found.Options.Dialect);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_good_program_passes_every_case_in_another_dialect(string suite, Dialect dialect)
    {
        var program = GoodPrograms.All.Single(program => program.Suite.Name == suite);
        var options = new CheckOptions { Dialect = dialect };
        var cases = program.Suite.Cases.Where(one => one.WhySkipped(program.Suite, options, program.Target) is null);

        var runs = cases.SelectMany(one => Bench.Run(program.Suite, program.Target, options, one, [.. Perturbation.All]));

        Assert.Equal("", string.Join('\n', runs.Where(static run => !run.HasPassed).Select(static run => $"{run.Case.Id} {run.Fault}: {run.Failure!.Message}")));
    }

    /// <summary>A program that has a dialect of its own, whatever the check thinks.</summary>
    private sealed class InDialect(ITarget target, Dialect dialect) : ITarget
    {
        public bool CanRunInParallel => target.CanRunInParallel;

        public Task<IRunningTarget> StartAsync(Launch launch, CancellationToken cancel) =>
            target.StartAsync(launch with { Options = launch.Options with { Dialect = dialect } }, cancel);
    }
}
