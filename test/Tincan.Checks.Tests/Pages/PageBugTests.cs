using Tincan.Mutants;
using Tincan.Pages.Reading;

namespace Tincan.Checks.Tests.Pages;

/// <summary>Bugs that are planted into the servers of pages are caught.</summary>
public sealed class PageBugTests
{
    /// <summary>One with lengths and one with lines; <c>tincan check PAGE --selftest</c> does it for any.</summary>
    [Theory]
    [InlineData("sum.md")]
    [InlineData("calculator.md")]
    [InlineData("../samples/handout/text-tools.md")]
    public async Task A_page_catches_bugs(string file)
    {
        var page = PageReader.ReadFile(Path.Combine(PageSelfTestTests.Folder, file));

        var proof = await PageSelfTest.RunAsync(page, Environment.ProcessorCount, TestContext.Current.CancellationToken);

        Assert.Empty(proof.Failing);
        Assert.Empty(proof.Broken);
        Assert.Empty(proof.Uncaught.Select(static program => $"{program.Name} {program.Bug}"));
    }
}
