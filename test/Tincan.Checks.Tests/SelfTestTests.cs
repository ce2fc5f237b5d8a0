using Tincan.Checks.Suites;
using Tincan.Mutants;

namespace Tincan.Checks.Tests;

/// <summary>Proves all suites once.</summary>
public sealed class Proofs : IAsyncLifetime
{
    private readonly Dictionary<string, SuiteProof> _all = [];

    public SuiteProof Of(string suite) => _all[suite];

    public async ValueTask InitializeAsync() => await SelfTest.RunAsync(
        AllSuites.List, Environment.ProcessorCount, proof => _all.Add(proof.Suite.Name, proof), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class SelfTestTests(Proofs proofs) : IClassFixture<Proofs>
{
    public static TheoryData<string> Suites => [.. AllSuites.List.Select(static suite => suite.Name)];

    [Theory]
    [MemberData(nameof(Suites))]
    public void Each_mutant_fails_exactly_the_expected_cases_and_our_own_program_none(string suite)
    {
        var wrong = proofs.Of(suite).Wrong.Select(static one => $"{one.Name}: missed [{string.Join(", ", one.Missed)}], wrongly [{string.Join(", ", one.Unexpected)}]");

        Assert.Equal("", string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Every_case_catches_a_mutant(string suite) => Assert.Empty(proofs.Of(suite).Unproven);

    [Theory]
    [MemberData(nameof(Suites))]
    public void Our_own_program_is_checked_too(string suite) => Assert.Equal($"{suite}/tincan", proofs.Of(suite).Results[0].Name);

    [Fact]
    public async Task A_failed_simulation_affects_only_its_own_case()
    {
        var suite = Bench.Suite(
            Bench.Case("leaves", static _ => Task.Run(static () => { })),
            Bench.Case("hangs", static _ => new TaskCompletionSource().Task),
            Bench.Case("breaks", static _ => throw new FormatException("not a number")),
            Bench.Failing("fails"),
            Bench.Passing("passes"));
        var mutant = Mutant.Of(suite, "strips", "loses spaces", new Bench.NoProgram(), "leaves", "fails");

        var proof = await SelfTest.ProveAsync(suite, [mutant], jobs: 2, TestContext.Current.CancellationToken);

        var result = Assert.Single(proof.Results);
        Assert.Equal(["made.up.leaves", "made.up.hangs", "made.up.breaks"], result.Broken.Select(static run => run.Case));
        Assert.Contains("thread pool", result.Broken[0].Why, StringComparison.Ordinal);
        Assert.Contains("does not end", result.Broken[1].Why, StringComparison.Ordinal);
        Assert.Equal("FormatException: not a number", result.Broken[2].Why);
        Assert.Equal(["made.up.fails"], result.Caught);
        Assert.Empty(result.Missed);
        Assert.Empty(result.Unexpected);
        Assert.Equal((3, false), (proof.Broken, proof.Holds));
    }
}
