using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Words;

/// <summary>The manual is made from the same declarations as the help.</summary>
public sealed class ManualTests
{
    [Fact]
    public async Task The_manual_has_a_man_page_for_each_command_and_is_the_one_in_docs()
    {
        using var folder = new Scratch();
        (await TincanCli.RunAsync("manual", folder["manual"])).Wrote("");

        var written = await File.ReadAllTextAsync(folder["manual/cli.md"]);
        var kept = await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(Place.Observations)!, "cli.md"));
        Assert.True(written == kept, "docs/cli.md is not what the program says: write it with 'tincan manual FOLDER'");
        var pages = Directory.GetFiles(folder["manual/man1"]);
        Assert.Equal(written.Split('\n').Count(static line => line.StartsWith("## ", StringComparison.Ordinal)), pages.Length);

        await using var groff = Running.Start("groff", ["-man", "-ww", "-Tutf8", "-P-cbou", .. pages.Order(StringComparer.Ordinal)]);
        var shown = await groff.ExitAsync();
        Assert.Equal((0, ""), (shown.Code, shown.Error));
        Assert.Contains("tincan-serve-echo - Send back exactly what is received\n", shown.Text, StringComparison.Ordinal);
        Assert.Contains("       --idle-timeout TIME\n              How long a client may send nothing while the", shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_has_the_commit_and_the_runtime() =>
        Assert.Matches(@"^tincan [0-9]+\.[0-9]+\.[0-9]+\S* \([0-9a-f]{10}\), \.NET 10\.[0-9.]+, (native|just-in-time compiled), linux-\w+\n$", (await TincanCli.RunAsync("--version")).Text);
}
