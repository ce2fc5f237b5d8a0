using Tincan.Checks.Cases;
using Tincan.Checks.Targets;
using Tincan.Framing;
using Tincan.Mutants;

namespace Tincan.Checks.Tests;

public sealed class OtherDialectsTests
{
    /// <summary>The suites whose programs exchange lines, with each dialect except LF.</summary>
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
    public void The_dialect_of_a_correct_program_is_found(string suite, Dialect dialect)
    {
        var program = GoodPrograms.All.Single(program => program.Suite.Name == suite);

        var found = Bench.Find(program.Suite, new InDialect(program.Target, dialect), new CheckOptions { Dialect = Dialect.Auto });

        // Our servers support every dialect: they read lines if they receive any. A resolver passes on what it receives, which at first is a name without a
        // line end.
        var expected = program.Suite.Side == Side.Client ? dialect : program.Suite.TableCount > 0 ? Dialect.Raw : Dialect.Lf;
        Assert.Equal(expected, found.Options.Dialect);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_correct_program_passes_every_case_in_another_dialect(string suite, Dialect dialect)
    {
        var program = GoodPrograms.All.Single(program => program.Suite.Name == suite);
        var options = new CheckOptions { Dialect = dialect };
        var cases = program.Suite.Cases.Where(one => one.WhySkipped(program.Suite, options, program.Target) is null);

        var runs = cases.SelectMany(one => Bench.Run(program.Suite, program.Target, options, one, [.. Perturbation.All]));

        Assert.Equal("", string.Join('\n', runs.Where(static run => !run.HasPassed).Select(static run => $"{run.Case.Id} {run.Fault}: {run.Failure!.Message}")));
    }

    /// <summary>A program with its own dialect, whatever the check assumes.</summary>
    private sealed class InDialect(ITarget target, Dialect dialect) : ITarget
    {
        public bool CanRunInParallel => target.CanRunInParallel;

        public Task<IRunningTarget> StartAsync(Launch launch, CancellationToken cancel) =>
            target.StartAsync(launch with { Options = launch.Options with { Dialect = dialect } }, cancel);
    }
}
