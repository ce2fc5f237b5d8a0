using Tincan.Checks.Pages;
using Tincan.Mutants;
using Tincan.Pages.Reading;

namespace Tincan.Checks.Tests.Pages;

/// <summary>The pages of protocols/ catch the bugs that are planted into their servers.</summary>
public sealed class PageSelfTestTests
{
    private static readonly string Folder = typeof(PageSelfTestTests).Assembly.GetCustomAttributes(inherit: false)
        .OfType<System.Reflection.AssemblyMetadataAttribute>().Single(static one => one.Key == "Protocols").Value!;

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.md").Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_page_catches_bugs(string file)
    {
        var page = PageReader.ReadFile(Path.Combine(Folder, file));
        if (!PageSuite.Sides(page).Contains(Side.Server))
        {
            return;
        }

        var proof = await PageSelfTest.RunAsync(page, Environment.ProcessorCount, TestContext.Current.CancellationToken);

        Assert.Empty(proof.Contradictions);
        Assert.Empty(proof.Uncaught.Select(static program => $"{program.Name} {program.Bug}"));
    }
}
