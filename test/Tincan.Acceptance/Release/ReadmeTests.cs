using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Release;

/// <summary>The examples of the README, as a reader runs them.</summary>
public sealed class ReadmeTests
{
    private const string Done = "the exit code is ";

    [Fact]
    public async Task The_five_examples_run_one_after_another_in_one_shell()
    {
        using var folder = new Scratch();
        Directory.CreateSymbolicLink(folder["samples"], Path.GetDirectoryName(Place.Sample("in-proj.txt"))!);
        var path = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = $"{Path.GetDirectoryName(Place.Program)}:{Environment.GetEnvironmentVariable("PATH")}" };
        await using var shell = Running.Start("unshare", ["-rn", "env", "-C", folder["."], "bash"], path);
        await shell.SendAsync("ip link set lo up; exec 2>&1\n");

        var outputs = new List<string>();
        foreach (var (command, shown) in Examples())
        {
            var before = shell.Out.Text.Length;
            if (command.EndsWith('&'))
            {
                await shell.SendAsync($"{command}\n");
                await shell.Out.UntilAsync(text => text[before..] == shown);
                continue;
            }

            await shell.SendAsync($"{command}\necho \"{Done}$?\"\n");
            var all = (await shell.Out.UntilAsync(text => text[before..].Split(Done) is [_, [.., '\n']]))[before..].Split(Done);
            Assert.Equal((command, command.Contains(" check ", StringComparison.Ordinal) ? "1\n" : "0\n"), (command, all[1]));
            Assert.StartsWith(shown.Split('…')[0], all[0].ReplaceLineEndings("\n"), StringComparison.Ordinal);
            outputs.Add(all[0]);
        }

        Assert.Equal(6, outputs.Count);
        Assert.Contains("messages 1-3 coalesced", outputs[2], StringComparison.Ordinal);
        Assert.Contains("│ H ─", outputs[3], StringComparison.Ordinal);
        Assert.Contains("wrong-bytes", outputs[4], StringComparison.Ordinal);
    }

    /// <summary>Each command of the section, and the output that is shown after it.</summary>
    private static IEnumerable<(string Command, string Shown)> Examples()
    {
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Place.Observations)!, "../README.md"));
        var section = readme.Split("\n## ").Single(static one => one.StartsWith("Five verbs", StringComparison.Ordinal));
        return section.Split("```console").Skip(1).SelectMany(static block => block.Split("```")[0].Split("\n$ ")[1..])
            .Select(static example => $"{example.TrimEnd('\n')}\n".Split('\n', 2)).Select(static parts => (parts[0], parts[1]));
    }
}
