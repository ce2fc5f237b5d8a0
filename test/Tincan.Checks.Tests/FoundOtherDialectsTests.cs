using Tincan.Checks.Mutants;
using Tincan.Checks.Subjects;
using Tincan.Framing;

namespace Tincan.Checks.Tests;

public sealed class FoundOtherDialectsTests
{
    [Theory]
    [MemberData(nameof(OtherDialects.All), MemberType = typeof(OtherDialects))]
    public async Task The_dialect_of_a_good_program_is_found_out(string suite, Dialect dialect)
    {
        var program = GoodPrograms.All.Single(program => program.Suite.Name == suite);

        var found = await program.Suite.ProbeAsync(new InDialect(program.Subject, dialect), new CheckOptions { Dialect = Dialect.Auto }, [], TestContext.Current.CancellationToken);

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
