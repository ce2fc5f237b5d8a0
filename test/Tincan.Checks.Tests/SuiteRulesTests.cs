using Tincan.Checks.Cases;
using Tincan.Checks.Suites;
using Tincan.Mutants;

namespace Tincan.Checks.Tests;

/// <summary>Rules for the text of every case and mutant.</summary>
public sealed class SuiteRulesTests
{
    private static readonly IReadOnlyList<Case> Cases = [.. AllSuites.List.SelectMany(static suite => suite.Cases)];

    public static TheoryData<string> Suites => [.. AllSuites.List.Select(static suite => suite.Name)];

    [Fact]
    public void Ids_start_with_the_suite_and_are_unique()
    {
        var ids = AllSuites.List.SelectMany(static suite => suite.Cases.Select(one => (Suite: suite.Name, one.Id))).ToList();

        Assert.All(ids, static id => Assert.Matches($@"^{id.Suite.Replace(".", @"\.", StringComparison.Ordinal)}\.[a-z0-9]+(-[a-z0-9]+)*$", id.Id));
        Assert.Equal(ids.Count, ids.Select(static id => id.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Texts_are_short_sentences() => Assert.All(
        Cases.SelectMany(static one => (string[])[one.Requirement, one.Why, one.Hint]), static text =>
        {
            Assert.EndsWith(".", text, StringComparison.Ordinal);
            Assert.InRange(text.Length, 10, 170);
        });

    [Theory]
    [MemberData(nameof(Suites))]
    public void The_main_purpose_of_a_program_is_worth_the_most(string suite)
    {
        var cases = AllSuites.List.Single(one => one.Name == suite).Cases;

        Assert.Contains(cases, static one => one.Points > 1);
        Assert.All(cases, static one => Assert.InRange(one.Points, 1, 2));
        Assert.All(cases.Where(static one => one.Points > 1), static one => Assert.Equal(Level.Must, one.Level));
    }

    [Fact]
    public void Mutants_have_unique_names_and_fail_cases_of_their_suite()
    {
        Assert.Equal(MutantList.All.Count, MutantList.All.Select(static mutant => mutant.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(MutantList.All, static mutant => Assert.NotEmpty(mutant.CaughtBy));
        Assert.All(MutantList.All, static mutant => Assert.Subset(
            mutant.Suite.Cases.Select(static one => one.Id).ToHashSet(StringComparer.Ordinal), mutant.CaughtBy.ToHashSet(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("echo.server/drops-every-other")]
    [InlineData("resolver.server/joins-both")]
    [InlineData("reverse.server/reverses-the-lot")]
    [InlineData("book.server/wrong-byte-order")]
    [InlineData("book.server/signed-length")]
    [InlineData("echo.server/first-read-only")]
    [InlineData("reverse.server/loses-last-line")]
    [InlineData("reverse.server/stays")]
    [InlineData("resolver.server/any-answer")]
    [InlineData("reverse.server/one-at-a-time")]
    public void Common_classroom_bugs_have_mutants(string name) => Assert.Contains(MutantList.All, mutant => mutant.Name == name);
}
