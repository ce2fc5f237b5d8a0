using Tincan.Checks.Cases;
using Tincan.Checks.Pages;
using Tincan.Checks.Reports;
using Tincan.Checks.Suites;
using Tincan.Cli.Pages;
using Tincan.Cli.Protocols;
using Tincan.Pages;
using Tincan.Pages.Reading;

namespace Tincan.Cli.Commands.Check;

/// <summary>Finds suites and cases by name.</summary>
internal static class SuiteNames
{
    /// <summary>The names of the suites of all protocols, in the order of the protocols.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ProtocolList.All.SelectMany(static protocol => protocol.Suites)];

    /// <summary>The suites of all protocols.</summary>
    public static IReadOnlyList<Suite> All => field ??= [.. Names.Select(PageSuite.OfLibrary)];

    public static IReadOnlyList<string> Ids => field ??= [.. All.SelectMany(static suite => suite.Cases).Select(static one => one.Id)];

    /// <exception cref="UsageException">There is no such name.</exception>
    public static Suite Find(string name) => Names.Contains(name) ? PageSuite.OfLibrary(name) : PageWord.Find(name)?.Suite() ?? throw new UsageException(
        $"there is no suite '{name}'; {DidYouMean.Hint(name, [.. Names, .. PageLibrary.Names, .. PageLibrary.Names.Select(static page => $"{page}.server")], "see 'tincan check list'")}");

    /// <summary>The page that a word means, if that is not a suite of a protocol; otherwise null.</summary>
    public static Page? FindPage(string word) => Names.Contains(word) ? null : PageWord.Find(word)?.Read();

    /// <exception cref="UsageException">There is no such name.</exception>
    public static (Suite Suite, Case Case) FindCase(string id)
    {
        // A case of a page is named by its suite.
        var suites = PageWord.Find(id[..Math.Max(0, id.LastIndexOf('.'))]) is { Side: not null } page && !Names.Any(name => id.StartsWith($"{name}.", StringComparison.Ordinal)) ? [page.Suite()] : All;
        return suites.SelectMany(static suite => suite.Cases.Select(one => (suite, one))).FirstOrDefault(pair => pair.one.Id == id) is { one: not null } found
            ? found
            : throw new UsageException($"there is no case '{id}'; {DidYouMean.Hint(id, [.. suites.SelectMany(static suite => suite.Cases).Select(static one => one.Id), .. FailurePages.Names], "see 'tincan check list'")}");
    }
}
