using Tincan.Checks.Suites;
using Tincan.Mutants;

namespace Tincan.Checks.Tests;

/// <summary>All suites, whether or not a protocol lists them.</summary>
internal static class AllSuites
{
    public static IReadOnlyList<Suite> List { get; } =
        [.. typeof(Suite).Assembly.GetTypes().Select(static type => type.GetProperty("Suite", typeof(Suite))?.GetMethod).Where(static get => get is { IsStatic: true }).Select(static get => (Suite)get!.Invoke(null, null)!)
        .Concat(MutantList.All.Select(static mutant => mutant.Suite)).Distinct()];
}
