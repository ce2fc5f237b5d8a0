using Tincan.Checks.Pages;
using Tincan.Mutants;
using Tincan.Pages.Reading;

namespace Tincan.Checks.Tests.Pages;

/// <summary>The pages of protocols/: none contradicts itself.</summary>
public sealed class PageSelfTestTests
{
    internal static readonly string Folder = typeof(PageSelfTestTests).Assembly.GetCustomAttributes(inherit: false)
        .OfType<System.Reflection.AssemblyMetadataAttribute>().Single(static one => one.Key == "Protocols").Value!;

    /// <summary>All that have a server: of a talk a person types the answers, and no rule of a page calls other servers.</summary>
    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.md").Where(static file => !file.EndsWith("/talk.md", StringComparison.Ordinal) && PageReader.ReadFile(file) is { CallsServers: false } page && PageSuite.Sides(page).Contains(Side.Server)).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal), "../samples/handout/text-tools.md"];

    /// <summary>Otherwise a mistake of the relay would be taken for a bug that was caught.</summary>
    [Fact]
    public void A_page_s_own_server_is_proven_through_the_relay_that_plants_bugs()
    {
        var page = PageReader.ReadFile(Path.Combine(Folder, "calculator.md"));

        Assert.All(PageMutants.Good(page, PageSuite.Of(page, Side.Server)), static program => Assert.IsType<Mutants.Programs.RelayTarget>(program.Target));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_page_s_own_server_passes_its_cases(string file)
    {
        var page = PageReader.ReadFile(Path.Combine(Folder, file));
        var suite = PageSuite.Of(page, Side.Server) with { ServerOutputFile = null };

        var proof = await SelfTest.ProveAsync(suite, [.. PageMutants.Good(page, suite)], Environment.ProcessorCount, TestContext.Current.CancellationToken);

        Assert.Empty(proof.Results.SelectMany(static program => program.Broken));
        Assert.Empty(proof.Results.SelectMany(static program => program.Caught.Select(one => $"{program.Name} {one}")));
    }
}
