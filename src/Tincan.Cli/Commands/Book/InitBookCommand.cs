namespace Tincan.Cli.Commands.Book;

/// <summary><c>tincan book init</c>.</summary>
internal sealed class InitBookCommand : Command, IHasExamples
{
    private readonly Option<string> _book = BookSettings.Option("The book to create", isChanged: true);

    public InitBookCommand()
        : base("init", "Create a book if there is none, or upgrade an old one. Running it again changes nothing.")
    {
        Add(_book);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public string Usage => $"--book {BookSettings.HelpName}";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan book init --book postgres://keeper@db.example/staff", "in the schema 'tincan' of the database 'staff', which must exist"),
        ("tincan book init --book book.csv", "an empty file with a header"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        await using var store = BookSettings.Open(parsed.GetRequiredValue(_book));
        Stderr.Line(await store.InitializeAsync(cancel) ? $"{store.Name} is ready" : $"{store.Name} was ready already");
        return ExitCode.Fine;
    }
}
