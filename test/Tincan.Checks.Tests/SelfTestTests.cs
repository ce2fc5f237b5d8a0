using Tincan.Framing;

namespace Tincan.Checks.Tests;

/// <summary>All suites are proved once, side by side: their programs wait more than they work.</summary>
public sealed class Proofs : IAsyncLifetime
{
    private readonly Dictionary<string, SuiteProof> _all = [];

    public SuiteProof Of(string suite) => _all[suite];

    public async ValueTask InitializeAsync() => await SelfTestRun.RunAsync(
        SuiteList.All, SelfTestRun.Jobs, proof => _all.Add(proof.Suite.Name, proof), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class SelfTestTests(Proofs proofs) : IClassFixture<Proofs>
{
    public static TheoryData<string> Suites => [.. SuiteList.All.Select(static suite => suite.Name)];

    public static TheoryData<string, Dialect> SuitesInOtherDialects
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
    [MemberData(nameof(Suites))]
    public void Each_program_with_a_bug_fails_exactly_the_cases_that_it_should_and_our_own_fails_none(string suite)
    {
        var wrong = proofs.Of(suite).Wrong.Select(static one => $"{one.Name}: missed [{string.Join(", ", one.Missed)}], wrongly [{string.Join(", ", one.Wrongly)}]");

        Assert.Equal("", string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Every_case_is_failed_by_a_program_with_a_bug(string suite) => Assert.Empty(proofs.Of(suite).Unproven);

    [Theory]
    [MemberData(nameof(Suites))]
    public void Our_own_program_is_among_them(string suite) => Assert.Equal($"{suite}/tincan", proofs.Of(suite).Results[0].Name);

    [Theory]
    [MemberData(nameof(SuitesInOtherDialects))]
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

    [Theory]
    [MemberData(nameof(SuitesInOtherDialects))]
    public async Task The_dialect_of_a_good_program_is_found_out(string suite, Dialect dialect)
    {
        var program = GoodPrograms.All.Single(program => program.Suite.Name == suite);

        var found = await Probe.RunAsync(
            program.Suite, new InDialect(program.Subject, dialect), new CheckOptions { Dialect = Dialect.Auto }, [], TestContext.Current.CancellationToken);

        // Our servers speak every dialect, and read lines where they get some; a resolver passes on what it gets, and a client speaks its own.
        var isAsked = program.Suite.Side == Side.Client || (program.Suite.Tables > 0 && dialect == Dialect.Raw);
        Assert.Equal(isAsked ? dialect : Dialect.Lf, found.Options.Dialect);
    }

    /// <summary>A program that has a dialect of its own, whatever the check thinks.</summary>
    private sealed class InDialect(ISubject subject, Dialect dialect) : ISubject
    {
        public bool CanRunSideBySide => subject.CanRunSideBySide;

        public Task<IRunningSubject> StartAsync(Stage stage, CancellationToken cancel) =>
            subject.StartAsync(stage with { Options = stage.Options with { Dialect = dialect } }, cancel);
    }
}
