using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Words;

public sealed class HelpTests
{
    [Theory]
    [InlineData]
    [InlineData("serve")]
    [InlineData("serve", "welcome")]
    [InlineData("serve", "reverse")]
    [InlineData("serve", "talk")]
    [InlineData("serve", "echo")]
    [InlineData("serve", "names")]
    [InlineData("serve", "resolver")]
    [InlineData("serve", "book")]
    [InlineData("up")]
    [InlineData("send")]
    [InlineData("talk")]
    [InlineData("talk", "server")]
    [InlineData("reverse")]
    [InlineData("resolve")]
    [InlineData("lookup")]
    [InlineData("proxy")]
    [InlineData("faults")]
    [InlineData("faults", "explain")]
    [InlineData("check")]
    [InlineData("check", "list")]
    [InlineData("check", "explain")]
    public async Task Help_begins_with_examples_and_says_how_it_is_used(params string[] command)
    {
        var outcome = await TincanCli.RunAsync([.. command, "--help"]);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        var lines = outcome.Text.Split('\n');
        var examples = Array.IndexOf(lines, "") + 1;
        Assert.Equal("Examples:", lines[examples]);
        Assert.StartsWith("  ", lines[examples + 1], StringComparison.Ordinal);
        Assert.Contains($"tincan {(command.Length == 0 ? "demo" : string.Join(' ', command))}", lines[examples + 1], StringComparison.Ordinal);
        Assert.All(lines, static line => Assert.True(line.Length <= 80, line));
        Assert.True(Array.IndexOf(lines, "Usage:") < Array.IndexOf(lines, "Options:"), outcome.Text);
        Assert.DoesNotContain('\u001b', outcome.Text);
    }

    [Fact]
    public async Task The_options_that_few_people_need_are_shown_with_help_all()
    {
        var usual = await TincanCli.RunAsync("serve", "echo", "--help");
        var all = await TincanCli.RunAsync("serve", "echo", "--help-all");

        string[] names = ["--listen", "--idle-timeout", "--watch", "--record", "--web", "--fault", "--help", "--help-all"];
        Assert.Equal(names.Order(StringComparer.Ordinal), OptionsOf(usual).Order(StringComparer.Ordinal));
        Assert.Equal($"{OptionsOf(all).Count - names.Length} more, such as limits, timeouts and TLS: tincan serve echo --help-all", usual.Text.TrimEnd().Split('\n')[^1]);
        Assert.Contains("--tls-cert", OptionsOf(all));
        Assert.All(all.Text.Split('\n'), static line => Assert.True(line.Length <= 80, line));
        Assert.DoesNotContain("--help-all", (await TincanCli.RunAsync("watch", "--help")).Text, StringComparison.Ordinal);
    }

    private static List<string> OptionsOf(Outcome help) =>
        [.. help.Text.Split('\n').Where(static line => line.StartsWith("  -", StringComparison.Ordinal)).Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).First(static word => word.StartsWith("--", StringComparison.Ordinal)))];
}
