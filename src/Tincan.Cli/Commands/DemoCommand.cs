using Tincan.Cli.Demo;
using Tincan.Cli.Protocols;
using Tincan.Files;

namespace Tincan.Cli.Commands;

/// <summary><c>tincan demo</c>: runs every protocol once, in one process.</summary>
internal sealed class DemoCommand : Command, INamedCommand, IHasExamples
{
    private static readonly IReadOnlyList<DemoPart> Parts = [.. ProtocolList.All.Select(static protocol => protocol.Demo).OfType<DemoPart>()];

    private readonly Argument<string[]> _parts = new("PART") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _out = NewOption.Text("--out", "FOLDER", "Folder for out-proj.txt and RESOLVED.txt. Default: demo-output.");

    public static string CommandName => "demo";

    public static string Does => "Run a server and a client of every protocol, in one process on free ports, and check every result.";

    public DemoCommand()
        : base(CommandName, Does)
    {
        this.AddAll(_parts, _out);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public string Usage => $"[{string.Join('|', Parts.Select(static part => part.Name))}]...";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan demo", "all parts, in about 11 s: two names that no server knows take 5 s each"),
        ("tincan demo reverse book", "only some parts"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var wanted = parsed.GetValue(_parts) ?? [];
        foreach (var word in wanted)
        {
            if (Parts.All(part => part.Name != word))
            {
                var hint = DidYouMean.Hint(word, Parts.Select(static part => part.Name), $"the parts are {Usage}");
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
            throw new UsageException($"cannot create the folder {folder}: {(File.Exists(folder) ? "it is a file" : FileProblem.Describe(error, folder))}");
        }

        var bench = new DemoBench(folder, cancel);
        foreach (var part in Parts.Where(part => wanted.Length == 0 || wanted.Contains(part.Name)))
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine($"{part.Name}: {part.About}");
            await part.PlayAsync(bench);
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine(bench.IsAllRight ? "All results are correct." : "Some results are wrong; see [WRONG] above.");
        return bench.IsAllRight ? ExitCode.Fine : ExitCode.Failed;
    }
}
