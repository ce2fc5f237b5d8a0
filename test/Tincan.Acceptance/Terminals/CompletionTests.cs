using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Terminals;

/// <summary>The Tab key in real shells, each with the script that the program writes for it.</summary>
public sealed class CompletionTests
{
    private static readonly (string Typed, string Shown)[] Words =
    [
        ("tincan prox\t", "tincan proxy "),
        ("tincan check reverse.s\t", "tincan check reverse.server "),
        ("tincan check reverse.server --only after-r\t", "--only after-reset "),
        ("tincan check reverse.server --set swap-case=of\t", "--set swap-case=off "),
        ("tincan serve echo --fault split:eve\t", "--fault split:every="),
        ("tincan serve echo --fault split:every=1,dir=i\t", "--fault split:every=1,dir=in "),
        ("tincan faults explain half-c\t", "tincan faults explain half-close "),
        ("tincan reverse localhost 7 only-fi\t", "only-file.txt "),
        ("tincan check echo.server -- only-fi\t", "-- only-file.txt "),
    ];

    [Theory]
    [InlineData("source <(tincan completion bash)", "bash", "--norc", "--noprofile", "-i")]
    [InlineData("autoload -Uz compinit; compinit -D; source <(tincan completion zsh)", "zsh", "-f", "-i")]
    [InlineData("function fish_prompt; echo 'ready> '; end; tincan completion fish | source", "fish", "--no-config", "-i")]
    public async Task A_shell_completes_words(string script, params string[] shell)
    {
        using var scratch = new Scratch();
        scratch.Write("only-file.txt", "");
        var path = $"{Path.GetDirectoryName(Place.Program)}:{Environment.GetEnvironmentVariable("PATH")}";

        // A shell shows what is typed only where its terminal does.
        await using var terminal = Python.Start("on_terminal.py", ["/usr/bin/env", "-C", scratch[""], $"PATH={path}", "PS1=ready> ", "COLUMNS=200", "sh", "-c", "stty echo; exec \"$0\" \"$@\"", .. shell]);
        await terminal.SendAsync($"{script}; echo in''stalled\n");

        await terminal.Out.UntilAsync("installed");
        foreach (var (typed, shown) in Words)
        {
            // What is typed before the prompt may be lost.
            await terminal.Out.UntilAsync(static text => Plain(text).TrimEnd().EndsWith("ready>", StringComparison.Ordinal));
            await terminal.SendAsync(typed);
            await terminal.Out.UntilAsync(text => Plain(text).Contains(shown, StringComparison.Ordinal));

            // Ctrl+U erases the line, so nothing of it is run.
            await terminal.SendAsync("\u0015\n");
        }
    }

    [Fact]
    public async Task A_shell_without_a_script_is_a_mistake()
    {
        var outcome = await TincanCli.RunAsync("completion", "bsh");

        Assert.Equal((2, "", "tincan: there is no script for 'bsh'; did you mean 'bash'?\n"), (outcome.Code, outcome.Text, outcome.Error));
    }

    /// <summary>The text without colours and movements of the cursor.</summary>
    private static string Plain(string text) => System.Text.RegularExpressions.Regex.Replace(text, "\u001b\\[[0-9;?=>]*[a-zA-Z]|\u001b[()=>]B?", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
