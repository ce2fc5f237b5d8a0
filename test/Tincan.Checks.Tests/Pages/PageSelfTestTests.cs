using Tincan.Checks.Pages;
using Tincan.Mutants;
using Tincan.Pages.Reading;

namespace Tincan.Checks.Tests.Pages;

/// <summary>The pages of protocols/: none contradicts itself, and bugs that are planted into their servers are caught.</summary>
public sealed class PageSelfTestTests
{
    private static readonly string Folder = typeof(PageSelfTestTests).Assembly.GetCustomAttributes(inherit: false)
        .OfType<System.Reflection.AssemblyMetadataAttribute>().Single(static one => one.Key == "Protocols").Value!;

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.md").Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal), "../samples/handout/text-tools.md"];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_page_s_own_server_passes_its_cases(string file)
    {
        var page = PageReader.ReadFile(Path.Combine(Folder, file));
        var suite = PageSuite.Of(page, Side.Server);

        var proof = await SelfTest.ProveAsync(suite, [PageMutants.Good(page, suite)], Environment.ProcessorCount, TestContext.Current.CancellationToken);

        Assert.Empty(proof.Results[0].Broken);
        Assert.Empty(proof.Results[0].Caught);
    }

    /// <summary>One with lengths and one with lines; <c>tincan check PAGE --selftest</c> does it for any.</summary>
    [Theory]
    [InlineData("sum.md")]
    [InlineData("calculator.md")]
    [InlineData("../samples/handout/text-tools.md")]
    public async Task A_page_catches_bugs(string file)
    {
        var page = PageReader.ReadFile(Path.Combine(Folder, file));

        var proof = await PageSelfTest.RunAsync(page, Environment.ProcessorCount, TestContext.Current.CancellationToken);

        Assert.Empty(proof.Contradictions);
        Assert.Empty(proof.Broken);
        Assert.Empty(proof.Uncaught.Select(static program => $"{program.Name} {program.Bug}"));
    }
}
