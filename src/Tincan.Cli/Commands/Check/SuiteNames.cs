using Tincan.Checks.Cases;
using Tincan.Checks.Reports;
using Tincan.Checks.Suites;
using Tincan.Cli.Pages;
using Tincan.Cli.Protocols;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Commands.Check;

/// <summary>Finds suites and cases by name.</summary>
internal static class SuiteNames
{
    /// <summary>The suites of all protocols, in the order of the protocols.</summary>
    public static IReadOnlyList<Suite> All { get; } = [.. ProtocolList.All.SelectMany(static protocol => protocol.Suites)];

    public static IReadOnlyList<string> Ids { get; } = [.. All.SelectMany(static suite => suite.Cases).Select(static one => one.Id)];

    /// <exception cref="UsageException">There is no such name.</exception>
    public static Suite Find(string name) => All.FirstOrDefault(suite => suite.Name == name) ?? PageSuites.Find(name) ?? throw new UsageException(
        $"there is no suite '{name}'; {DidYouMean.Hint(name, All.Select(static suite => suite.Name), "see 'tincan check list'")}");

    /// <exception cref="UsageException">There is no such name.</exception>
    public static (Suite Suite, Case Case) FindCase(string id) =>
        All.SelectMany(static suite => suite.Cases.Select(one => (suite, one))).FirstOrDefault(pair => pair.one.Id == id) is { one: not null } found
            ? found
            : throw new UsageException($"there is no case '{id}'; {DidYouMean.Hint(id, [.. Ids, .. FailurePages.Names], "see 'tincan check list'")}");
}
