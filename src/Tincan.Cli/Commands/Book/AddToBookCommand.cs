using Tincan.Protocols.Book;

namespace Tincan.Cli.Commands.Book;

/// <summary><c>tincan book add</c>.</summary>
internal sealed class AddToBookCommand : Command, IHasExamples
{
    private readonly Argument<string> _email = new("EMAIL");
    private readonly Argument<string> _name = new("NAME");
    private readonly Option<string> _book = BookSettings.Option("The book to add to", isChanged: true);

    public AddToBookCommand()
        : base("add", "Add an address to a book, or change its name.")
    {
        this.AddAll(_email, _name, _book);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public string Usage => $"EMAIL NAME --book {BookSettings.HelpName}";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan book add luke@gmail.com 'Luke Skywalker' --book book.csv", "quote a name of more than one word"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var entry = new BookEntry(parsed.GetRequiredValue(_email).Trim(), parsed.GetRequiredValue(_name).Trim());
        if (entry.Problem is { } problem)
        {
            throw new UsageException(problem);
        }

        await using var store = BookSettings.Open(parsed.GetRequiredValue(_book));
        var changes = await store.MergeAsync([entry], replace: false, static _ => true, cancel);
        Stderr.Line($"{entry.Email} {(changes.Added > 0 ? "added" : changes.Changed > 0 ? "changed" : "unchanged")}");
        if (entry.Warning is { } warning)
        {
            Stderr.Line(warning);
        }

        return ExitCode.Fine;
    }
}
