using System.CommandLine;
using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Cli.Up.Kinds;
using Tincan.Framing;
using Tincan.Protocols.Reverse;
using Tincan.Protocols.Welcome;
using Tincan.Wires;

namespace Tincan.Cli.Commands.Serve;

/// <summary><c>tincan serve reverse</c>.</summary>
internal sealed class ServeReverseCommand : Command, IShown
{
    private readonly Option<string?> _greeting = Opt.Text(
        "--greeting", "TEXT", $"What is said on accept, with nothing after it. Default: '{WelcomeServer.ClassicGreeting}'. Empty says nothing.");

    private readonly Option<string?> _out = Opt.OutputFile(
        "--out", "Write every reversed line to this file too (truncated at start), before its answer leaves.");

    private readonly Option<bool> _append = Opt.Flag(
        "--append", "With --out: keep what is in the file, and write behind it. A file that another server appends to is refused.");

    private readonly Option<ReverseBy> _by = Opt.OneOf(
        "--by",
        ReverseBy.Rune,
        "What changes places: Unicode characters, what a person sees as one character, or bytes.",
        ReversePlan.Units);

    private readonly Option<bool> _swapCase = Opt.Flag("--swap-case", "Swap upper and lower case too.");
    private readonly LineSettings _lines;
    private readonly ServeSettings _serve;

    public ServeReverseCommand()
        : base("reverse", "Greet, then give back each line reversed.")
    {
        Add(_out);
        Add(_append);
        Add(_greeting);
        Add(_by);
        Add(_swapCase);
        _lines = new LineSettings(this, Dialect.Auto);
        _serve = new ServeSettings(this, new HostPort("127.0.0.1", Ports.Reverse), messages: MessageSettings.Lines(_lines));
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt)));
    }

    public string Usage => "";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan serve reverse --out out-proj.txt", "the classic run"),
        ("tincan serve reverse --by grapheme --swap-case", "keep combining marks and emoji whole, and swap case"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, Interrupt interrupt)
    {
        var path = parsed.GetValue(_out);
        var isAppending = parsed.GetValue(_append);
        if (isAppending && path is null)
        {
            throw new UsageException("--append is for the file of --out: add --out FILE");
        }

        await using var file = path is null ? null : LineFile.Open(path, isAppending);
        var options = new ReverseServerOptions
        {
            Greeting = parsed.GetValue(_greeting) ?? WelcomeServer.ClassicGreeting,
            Reverser = new Reverser(parsed.GetValue(_by), parsed.GetValue(_swapCase)),
            Out = file,
            Lines = _lines.Read(parsed),
        };
        return await _serve.RunAsync(parsed, new ReverseServer(options), interrupt, starting: file is null ? null : () => Begin(file));
    }

    private static void Begin(LineFile file)
    {
        file.Begin();
        if (file.Torn is { } torn)
        {
            Say.Error(torn);
        }
    }
}
