using Tincan.Cli.SharedOptions;
using Tincan.Protocols.Reverse;
using Tincan.Protocols.Welcome;

namespace Tincan.Cli.Protocols.Reverse;

/// <summary><c>tincan reverse</c>: the client of a reverse server.</summary>
internal sealed class ReverseCommand : Command, INamedCommand, IHasExamples, IUsesFiles
{
    private readonly Argument<string[]> _words = Target.Words();
    private readonly Option<string?> _output = ClientSettings.Output();
    private readonly Option<string> _greeting = NewOption.Of(
        "--greeting", SettingForms.Text, WelcomeServer.ClassicGreeting, "The greeting that the server sends first, which is not an answer. Empty: none.");

    private readonly Option<int?> _ahead = NewOption.Optional(
        "--ahead",
        SettingForms.Number(1, 1_000_000),
        "Maximum number of lines sent before their answers arrive. Default: 1, and after 100 right answers as many as 64 KiB hold; 1 if --dialect is given.");

    private readonly ClientSettings _client;

    public static string CommandName => "reverse";

    public static string Does => "Send each line of a file to a reverse server, and write the answers in order.";

    public ReverseCommand()
        : base(CommandName, Does)
    {
        this.AddAll(_words, _output, _greeting, _ahead);
        _client = new ClientSettings(this, TimeSpan.FromSeconds(30));
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public IEnumerable<FileUse> Files(ParseResult parsed) => Target.Take(parsed.GetRequiredValue(_words), most: 1).Further.Select(FileUse.Input);

    public string Usage => "HOST PORT [FILE]";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan reverse localhost 50007 in-proj.txt", "print the answer to each line of the file"),
        ("tincan reverse localhost:50007 -", "lines from standard input"),
        ("tincan reverse localhost 50007 big.txt -o out.txt --ahead 1", "wait for the answer to each line before the next is sent"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var (server, rest) = Target.Take(parsed.GetRequiredValue(_words), most: 1);
        await using var watching = _client.Watch(parsed);
        using var faults = _client.Disturb(parsed, watching, cancel);
        var file = rest.FirstOrDefault();
        var options = new ReverseClientOptions
        {
            Greeting = parsed.GetRequiredValue(_greeting),
            Ahead = parsed.GetValue(_ahead),
            Lines = _client.Lines(parsed),
        };
        await using var input = Input.Lines(file, options.Lines.MaxLine);
        var connect = _client.Connect(parsed, server, watching, faults);
        await using var wire = await connect(cancel);
        await using var output = PeerOutput.Open(parsed.GetValue(_output));
        await using IReverseClient client = options.Lines.Dialect == Dialect.Auto
            ? new SeekingReverseClient(wire, connect, options, static found => Stderr.Line(found))
            : new ReverseClient(wire, options);
        try
        {
            ShowGreeting(await client.GreetAsync(cancel));
        }
        catch (WireException broken)
        {
            ShowGreeting(broken.CutOff);
            throw;
        }

        await Progress.RunAsync("reversing", Input.LengthOf(file), output.IsTerminal || watching.IsLadderShown, async progress =>
        {
            try
            {
                await client.RunAsync(input, Answered, cancel);
            }
            catch (WireException) when (!client.Pending.IsEmpty)
            {
                output.Write(client.Pending.Span);
                throw;
            }

            ValueTask Answered(ReadOnlyMemory<byte> answer, bool more)
            {
                output.WriteLine(answer.Span, more);
                progress.Advance(answer.Length + 1);
                return ValueTask.CompletedTask;
            }
        });
        await client.FinishAsync(cancel);
        return ExitCode.Fine;
    }

    private static void ShowGreeting(ReadOnlyMemory<byte> greeting)
    {
        if (!greeting.IsEmpty)
        {
            Stderr.Line(Escape.ForTerminal(greeting.Span));
        }
    }
}
