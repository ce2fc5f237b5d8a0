using Tincan.Cli.SharedOptions;
using Tincan.Protocols.Names;

namespace Tincan.Cli.Protocols.Names;

/// <summary><c>tincan resolve</c>: the client of a resolver.</summary>
internal sealed class ResolveCommand : Command, INamedCommand, IHasExamples, IUsesFiles
{
    private readonly Argument<string[]> _words = Target.Words();
    private readonly Option<string?> _output = ClientSettings.Output();
    private readonly ClientSettings _client;

    public static string CommandName => "resolve";

    public static string Does => "Ask a resolver for each name in a file, and write the answers in order. Exits with 1 if a name was not found.";

    public ResolveCommand()
        : base(CommandName, Does)
    {
        this.AddAll(_words, _output);
        _client = new ClientSettings(this, TimeSpan.FromSeconds(30));
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public IEnumerable<FileUse> Files(ParseResult parsed)
    {
        var (_, rest) = Target.Take(parsed.GetRequiredValue(_words), most: int.MaxValue);
        return AreFile(rest) ? rest.Select(FileUse.Input) : [];
    }

    public string Usage => "HOST PORT [FILE | NAME...]";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan resolve localhost 50011 PROJ2-HNS.txt -o RESOLVED.txt", "the classic run"),
        ("tincan resolve localhost:50011 rutgers.edu google.com", "names from the command line"),
        ("cat names | tincan resolve localhost 50011 -", "names from standard input"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var (server, rest) = Target.Take(parsed.GetRequiredValue(_words), most: int.MaxValue);
        await using var watching = _client.Watch(parsed);
        using var faults = _client.Disturb(parsed, watching, cancel);
        var lines = _client.Lines(parsed);
        await using var names = OpenNames(rest, lines.MaxLine, out var size);
        await using var client = new ResolveClient(_client.Connect(parsed, server, watching, faults), lines)
        {
            RawAfter = _client.Idle(parsed) / 2,
            Remark = Stderr.Line,
        };
        await using var output = PeerOutput.Open(parsed.GetValue(_output));
        var missing = 0;
        await Progress.RunAsync("resolving", size, output.IsTerminal || watching.IsLadderShown, async progress =>
        {
            while (await names.ReadAsync(cancel) is { IsEnd: false } name)
            {
                if (!await AskAsync(client, names, name.Content, output, cancel))
                {
                    missing++;
                }

                progress.Advance(name.Content.Length + 1);
            }
        });
        return missing == 0 ? ExitCode.Fine : ExitCode.Failed;
    }

    /// <summary>Asks for one name. Returns false if it was not found, or if the answer is for another name.</summary>
    private static async Task<bool> AskAsync(
        ResolveClient client, LineInput names, ReadOnlyMemory<byte> name, PeerOutput output, CancellationToken cancel)
    {
        if (name.IsEmpty)
        {
            Stderr.Line($"line {names.Count} is blank: skipped");
            return true;
        }

        var answer = await output.OrCutOffAsync(client.AskAsync(name, cancel));
        output.WriteLine(answer.Text.Span);
        if (!answer.IsForName)
        {
            Stderr.Error($"line {names.Count} asked for '{Escape.ForTerminal(name.Span)}' and was answered '{Escape.ForTerminal(answer.Text.Span)}'");
        }

        return answer.Found;
    }

    /// <summary>Whether the arguments are a file and not names: a single one that is an existing file or contains a slash.</summary>
    private static bool AreFile(string[] rest) =>
        rest is [] or ["-"] || (rest is [var only] && (File.Exists(only) || only.Contains('/', StringComparison.Ordinal)));

    private static LineInput OpenNames(string[] rest, int maxLine, out double? size)
    {
        if (AreFile(rest))
        {
            var file = rest.FirstOrDefault();
            size = Input.LengthOf(file);
            return Input.Lines(file, maxLine);
        }

        var words = Encoding.UTF8.GetBytes(string.Join('\n', rest));
        size = words.Length + 1;
        return new LineInput(new MemoryStream(words), maxLine);
    }
}
