using System.CommandLine;
using Tincan.Cli.Demo;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Files;

namespace Tincan.Cli.Commands;

/// <summary><c>tincan demo</c>: everything at work, in one process.</summary>
internal sealed class DemoCommand : Command, IHasExamples
{
    private static readonly (string Name, Func<Stage, Task> PlayAsync)[] Parts =
    [
        ("warm-up", WarmUp.PlayAsync),
        ("reverse", ReverseFile.PlayAsync),
        ("send", SendOneLine.PlayAsync),
        ("talk", ScriptedTalk.PlayAsync),
        ("echo", EchoMany.PlayAsync),
        ("names", ResolveNames.PlayAsync),
        ("book", LookUpAddresses.PlayAsync),
    ];

    private readonly Argument<string[]> _parts = new("PART") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _out = Opt.Text("--out", "FOLDER", "Where out-proj.txt and RESOLVED.txt are written. Default: demo-output.");

    public DemoCommand()
        : base("demo", "Run every conversation end to end, in one process on free ports, and check every result.")
    {
        this.AddAll(_parts, _out);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public string Usage => $"[{string.Join('|', Parts.Select(static part => part.Name))}]...";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan demo", "all of it, in about 11 s: two names are known to nobody and take 5 s each"),
        ("tincan demo reverse book", "some parts only"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var wanted = parsed.GetValue(_parts) ?? [];
        foreach (var word in wanted)
        {
            if (Parts.All(part => part.Name != word))
            {
                var hint = DidYouMean.Hint(word, Parts.Select(static part => part.Name), $"it has {Usage}");
                throw new UsageException($"the demo has no part '{word}'; {hint}");
            }
        }

        var folder = parsed.GetValue(_out) ?? "demo-output";
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot make the folder {folder}: {(File.Exists(folder) ? "it is a file" : FileProblem.Describe(error, folder))}");
        }

        var stage = new Stage(folder, cancel);
        foreach (var (name, playAsync) in Parts)
        {
            if (wanted.Length == 0 || wanted.Contains(name))
            {
                await playAsync(stage);
            }
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine(stage.AllIsWell ? "Every result is what it must be." : "Something is not what it must be; see [WRONG] above.");
        return stage.AllIsWell ? ExitCode.Fine : ExitCode.Failed;
    }
}
