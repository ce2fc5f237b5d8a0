using Tincan.Checks.Mutants;
using Tincan.Checks.Suites;

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

/// <summary>Runs hundreds of programs at a time, which would delay every test that runs in parallel.</summary>
[CollectionDefinition(nameof(ProvedAlone), DisableParallelization = true)]
public sealed class ProvedAlone;

[Collection(nameof(ProvedAlone))]
public sealed class SelfTestTests(Proofs proofs) : IClassFixture<Proofs>
{
    public static TheoryData<string> Suites => [.. SuiteList.All.Select(static suite => suite.Name)];

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
}
