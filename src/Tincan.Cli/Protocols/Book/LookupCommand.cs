using Tincan.Cli.SharedOptions;
using Tincan.Protocols.Book;

namespace Tincan.Cli.Protocols.Book;

/// <summary><c>tincan lookup</c>: the client of an address book.</summary>
internal sealed class LookupCommand : Command, INamedCommand, IHasExamples
{
    private readonly Argument<string[]> _words = Target.Words();
    private readonly Option<string?> _file = NewOption.InputFile("--file", "Look up each line of a file; - is standard input.");
    private readonly ClientSettings _client;

    public static string CommandName => "lookup";

    public static string Does => "Ask an address book whose an e-mail address is. Exits with 1 if an address was not found, with 3 if the server could not reach its book.";

    public LookupCommand()
        : base(CommandName, Does)
    {
        this.AddAll(_words, _file);
        _client = new ClientSettings(this, TimeSpan.FromSeconds(30), BookMessage.Codec);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public string Usage => "HOST PORT [EMAIL...]";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan lookup localhost 8080", "look up the addresses that you type"),
        ("tincan lookup localhost 8080 luke@gmail.com leia@alderaan.org", "write EMAIL<TAB>NAME for each address that is found"),
        ("tincan lookup localhost:8080 --file addresses.txt", "the same for each line of a file"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var (server, emails) = Target.Take(parsed.GetRequiredValue(_words), most: int.MaxValue);
        await using var watching = _client.Watch(parsed);
        using var faults = _client.Disturb(parsed, watching, cancel);
        var file = parsed.GetValue(_file);
        if (file is not null && emails.Length > 0)
        {
            throw new UsageException("write the addresses on the command line or use --file, not both");
        }

        var isFilter = file is not null || emails.Length > 0;
        await using var input = emails.Length > 0
            ? new LineInput(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', emails))))
            : Input.Lines(file);
        await using var client = new LookupClient(_client.Connect(parsed, server, watching, faults));
        await using var output = PeerOutput.Open(null);
        var asksUser = !isFilter && !Console.IsInputRedirected;
        var code = ExitCode.Fine;
        while (true)
        {
            if (asksUser)
            {
                await Console.Error.WriteAsync("E-mail address (blank to end): ");
            }

            var email = await input.ReadAsync(cancel);
            if (email.IsEnd || (email.Content.IsEmpty && !isFilter))
            {
                return code;
            }

            if (!email.Content.IsEmpty)
            {
                code = Math.Max(code, await AskAsync(client, email.Content, isFilter, output, cancel));
            }
        }
    }

    /// <summary>Adds to the error of a lookup that fails: the part of the answer that has arrived, or that the address may be too long for the server.</summary>
    private static async Task<Lookup> WholeAsync(Task<Lookup> asking, int length)
    {
        try
        {
            return await asking;
        }
        catch (WireException broken) when (length > BookMessage.MaxSignedText)
        {
            throw new WireException(
                broken.Reason,
                $"{broken.Message}; the address has {length} bytes, and a server that reads the length as a signed byte takes at most {BookMessage.MaxSignedText}",
                broken);
        }
        catch (WireException broken) when (broken.CutOff.Length > BookMessage.HeaderSize)
        {
            var come = broken.CutOff.Span[BookMessage.HeaderSize..];
            var shown = Escape.ForTerminal(come[..Math.Min(come.Length, BookMessage.MaxText)]);
            throw new WireException(broken.Reason, $"{broken.Message}; the answer began with '{shown}'", broken);
        }
    }

    private static async Task<int> AskAsync(
        LookupClient client, ReadOnlyMemory<byte> email, bool isFilter, PeerOutput output, CancellationToken cancel)
    {
        if (email.Length > BookMessage.MaxText)
        {
            Stderr.Error($"an address of {email.Length} bytes is too long: a question has room for {BookMessage.MaxText}");
            return ExitCode.Failed;
        }

        var answer = await WholeAsync(client.AskAsync(email, cancel), email.Length);
        switch (answer.Outcome)
        {
            case LookupOutcome.Found:
                output.WriteLine([.. email.Span, .. isFilter ? "\t"u8 : " belongs to "u8, .. answer.Text.Span]);
                return ExitCode.Fine;
            case LookupOutcome.NotFound when isFilter:
                Stderr.Line($"{Escape.ForTerminal(email.Span)} was not found in the database!");
                return ExitCode.Failed;
            case LookupOutcome.NotFound:
                output.WriteLine([.. email.Span, .. " was not found in the database!"u8]);
                return ExitCode.Failed;
            case LookupOutcome.Unavailable:
                Stderr.Error($"the server cannot reach its book to look up {Escape.ForTerminal(email.Span)}: try again later");
                return ExitCode.NoConnection;
            default:
                Stderr.Error($"the server did not understand the question for {Escape.ForTerminal(email.Span)}: {Escape.ForTerminal(answer.Text.Span)}");
                return ExitCode.Failed;
        }
    }
}
