namespace Tincan.Cli.Completion;

/// <summary><c>tincan completion</c>: writes the script that makes a shell complete the words of a command line.</summary>
internal sealed class CompletionCommand : Command, INamedCommand, IHasExamples
{
    private readonly Argument<string> _shell = new("SHELL");

    public static string CommandName => "completion";

    public static string Does => "Write the script that makes a shell complete command lines of tincan: commands, options, suites, cases, faults, pages and files.";

    public CompletionCommand()
        : base(CommandName, Does)
    {
        _shell.CompletionSources.Add([.. CompletionScripts.Shells]);
        Add(_shell);
        SetAction((parsed, _) => Failure.GuardAsync(_ => Task.FromResult(Write(parsed.GetRequiredValue(_shell)))));
    }

    public string Usage => $"({string.Join(" | ", CompletionScripts.Shells)})";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("source <(tincan completion bash)", "in ~/.bashrc"),
        ("source <(tincan completion zsh)", "in ~/.zshrc, after compinit"),
        ("tincan completion fish | source", "in ~/.config/fish/config.fish"),
        ("tincan completion powershell | Out-String | Invoke-Expression", "in $PROFILE"),
    ];

    private static int Write(string shell)
    {
        Console.Out.Write(CompletionScripts.Of(shell) ?? throw new UsageException($"there is no script for '{shell}'; {DidYouMean.Hint(shell, CompletionScripts.Shells, $"choose one of {string.Join(", ", CompletionScripts.Shells)}")}"));
        return ExitCode.Fine;
    }
}
