using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Tincan.Acceptance.LongestFirst))]

namespace Tincan.Acceptance;

/// <summary>Starts the classes that take longest first, so that none of them runs alone at the end: those that wait for other people's programs.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [".Checks.", ".Pages.", ".Interop.", ".Faults.", ".Roster."];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(static collection => Rank(collection.TestCollectionDisplayName)).ThenBy(static collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];

    private static int Rank(string name)
    {
        var rank = Array.FindIndex(Long, folder => name.Contains(folder, StringComparison.Ordinal));
        return rank < 0 ? Long.Length : rank;
    }
}
