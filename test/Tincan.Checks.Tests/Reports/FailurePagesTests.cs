using Tincan.Checks.Reports;
using Tincan.Checks.Suites;

namespace Tincan.Checks.Tests;

/// <summary>Each kind of failure has a page, each page is about a kind, and the program has the same pages embedded.</summary>
public sealed class FailurePagesTests
{
    public static TheoryData<FailureKind> Kinds => [.. Fabricated.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_has_a_page_with_its_causes(FailureKind kind)
    {
        var name = ReportText.Of(kind);
        var page = File.ReadAllText(Path.Combine(Folder(), $"{name}.md"));

        Assert.Equal(page, FailurePages.Read(name));
        Assert.StartsWith($"# {name}\n\n**What was seen.** ", page, StringComparison.Ordinal);
        Assert.Contains("\n## What usually causes it\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## How to look\n", page, StringComparison.Ordinal);
        Assert.Contains($"]({name}.md)", File.ReadAllText(Path.Combine(Folder(), "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_page_is_about_a_kind() => Assert.Equal(
        FailurePages.Names.Append("README").Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Folder()).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_suite_is_in_the_index()
    {
        var index = File.ReadAllText(Path.Combine(Folder(), "README.md"));
        Assert.All(AllSuites.List, suite => Assert.Contains($"| `{suite.Name}` | {suite.Description} |\n", index, StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_kind_has_no_page() => Assert.Null(FailurePages.Read("README"));

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/checks"));
}
