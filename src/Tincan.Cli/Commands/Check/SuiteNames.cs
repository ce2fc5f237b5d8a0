using Tincan.Checks.Cases;
using Tincan.Checks.Reports;
using Tincan.Checks.Suites;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Commands.Check;

/// <summary>Finds suites and cases by what a person wrote.</summary>
internal static class SuiteNames
{
    public static IReadOnlyList<string> Ids { get; } = [.. SuiteList.All.SelectMany(static suite => suite.Cases).Select(static one => one.Id)];

    /// <exception cref="UsageException">There is none.</exception>
    public static Suite Find(string name) => SuiteList.All.FirstOrDefault(suite => suite.Name == name) ?? throw new UsageException(
        $"there is no suite '{name}'; {DidYouMean.Hint(name, SuiteList.All.Select(static suite => suite.Name), "see 'tincan check list'")}");

    /// <exception cref="UsageException">There is none.</exception>
    public static (Suite Suite, Case Case) FindCase(string id) =>
        SuiteList.All.SelectMany(static suite => suite.Cases.Select(one => (suite, one))).FirstOrDefault(pair => pair.one.Id == id) is { one: not null } found
            ? found
            : throw new UsageException($"there is no case '{id}'; {DidYouMean.Hint(id, [.. Ids, .. FailurePages.Names], "see 'tincan check list'")}");
}
