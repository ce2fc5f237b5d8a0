using System.CommandLine;
using Tincan.Book;
using Tincan.Cli.Terminal;
using Tincan.Reloading;
using Tincan.Wires;

namespace Tincan.Cli.Commands;

/// <summary><c>tincan serve book</c>.</summary>
internal sealed class ServeBookCommand : Command, IShown
{
    private readonly Option<string> _book = new("--book")
    {
        Description = "The book: CSV with the columns email,name. Taken anew when it changes, and on SIGHUP.",
        HelpName = "FILE.csv",
        Required = true,
    };

    private readonly Option<bool> _exactCase = Opt.Flag("--exact-case", "Compare addresses with their case, as the classroom program does.");
    private readonly Option<bool> _oneShot = Opt.Flag("--one-shot", "Close after one answer, as the classroom program does.");
    private readonly ServeSettings _serve;

    public ServeBookCommand()
        : base("book", "Say who an e-mail address belongs to.")
    {
        Add(_book);
        Add(_exactCase);
        Add(_oneShot);
        _serve = new ServeSettings(this, new HostPort("127.0.0.1", Ports.Book), messages: MessageSettings.Book);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt)));
    }

    public string Usage => "--book FILE.csv";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan serve book --book book.csv", $"on 127.0.0.1:{Ports.Book}"),
        ("tincan serve book --book book.csv --one-shot --exact-case", "just as the classroom program does"),
    ];

    /// <summary>What a book holds, in a few words.</summary>
    public static string Describe(AddressBook book) => book.Count == 1 ? "1 address" : $"{book.Count} addresses";

    private Task<int> RunAsync(ParseResult parsed, Interrupt interrupt)
    {
        var isExactCase = parsed.GetValue(_exactCase);
        var book = new ReloadedFile<AddressBook>(parsed.GetRequiredValue(_book), path => AddressBook.Load(path, isExactCase), Describe);
        foreach (var warning in book.Content.Current.Warnings)
        {
            Say.Line(warning);
        }

        return _serve.RunAsync(parsed, new BookServer(book.Content, parsed.GetValue(_oneShot)), interrupt, file: book);
    }
}
