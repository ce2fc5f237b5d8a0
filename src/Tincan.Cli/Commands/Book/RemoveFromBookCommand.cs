namespace Tincan.Cli.Commands.Book;

/// <summary><c>tincan book remove</c>.</summary>
internal sealed class RemoveFromBookCommand : Command, IHasExamples
{
    private readonly Argument<string[]> _emails = new("EMAIL") { Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _book = BookSettings.Option("The book to remove them from", isChanged: true);

    public RemoveFromBookCommand()
        : base("remove", "Remove addresses from a book. Exits with 1 if one was not in it; the others have been removed.")
    {
        this.AddAll(_emails, _book);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public string Usage => $"EMAIL... --book {BookSettings.HelpName}";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan book remove luke@gmail.com leia@alderaan.org --book book.csv", "in any case"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        await using var store = BookSettings.Open(parsed.GetRequiredValue(_book));
        var missing = await store.RemoveAsync(parsed.GetRequiredValue(_emails), cancel);
        foreach (var email in missing)
        {
            Stderr.Line($"{email} was not in the book");
        }

        return missing.Count == 0 ? ExitCode.Fine : ExitCode.Failed;
    }
}
