namespace Tincan.Cli.Commands.Book;

/// <summary><c>tincan book list</c>.</summary>
internal sealed class ListBookCommand : Command, IHasExamples
{
    private readonly Argument<string?> _part = new("PART") { Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _book = BookSettings.Option("The book to read");

    public ListBookCommand()
        : base("list", "Write EMAIL<TAB>NAME for each entry of a book. Exits with 1 if there is none.")
    {
        this.AddAll(_part, _book);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public string Usage => $"[PART] --book {BookSettings.HelpName}";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan book list --book book.csv", "all entries"),
        ("tincan book list skywalker --book book.csv", "entries with this in their address or name, in any case"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var part = parsed.GetValue(_part) ?? "";
        await using var store = BookSettings.Open(parsed.GetRequiredValue(_book));
        await using var output = new StreamWriter(OutputFile.Open(null), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var any = false;
        await foreach (var (email, name) in store.ReadAsync(cancel))
        {
            if (email.Contains(part, StringComparison.OrdinalIgnoreCase) || name.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                any = true;
                // Escaped, so that an entry is one line and cannot control a terminal.
                await output.WriteAsync($"{Escape.ForTerminal(email)}\t{Escape.ForTerminal(name)}\n");
            }
        }

        return any ? ExitCode.Fine : ExitCode.Failed;
    }
}
