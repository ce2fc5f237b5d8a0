using System.CommandLine;
using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Formats;
using Tincan.Cli.Commands.Book;
using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Settings;
using Tincan.Cli.Telemetry;
using Tincan.Cli.Terminal;
using Tincan.Cli.Up.Kinds;
using Tincan.Postgres;
using Tincan.Reloading;
using Tincan.Wires;

namespace Tincan.Cli.Commands.Serve;

/// <summary><c>tincan serve book</c>.</summary>
internal sealed class ServeBookCommand : Command, IShown
{
    private readonly Option<string> _book = BookSettings.Option("The book to answer from; a file is taken anew when it changes, and on SIGHUP.");
    private readonly Option<bool> _exactCase = Opt.Flag(
        "--exact-case", "Compare addresses with their case, as the classroom program does. Only with a book in a file.");

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

    public string Usage => $"--book {BookSettings.HelpName}";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan serve book --book book.csv", $"on 127.0.0.1:{Ports.Book}"),
        ("tincan serve book --book postgres://reader@db.example/staff", "from a database that many servers share; see 'tincan book --help'"),
        ("tincan serve book --book book.csv --one-shot --exact-case", "just as the classroom program does"),
    ];

    private Task<int> RunAsync(ParseResult parsed, Interrupt interrupt)
    {
        var book = parsed.GetRequiredValue(_book);
        return PostgresAddress.IsMeant(book) ? ServeDatabaseAsync(parsed, book, interrupt) : ServeFileAsync(parsed, book, interrupt);
    }

    private Task<int> ServeFileAsync(ParseResult parsed, string file, Interrupt interrupt)
    {
        var isExactCase = parsed.GetValue(_exactCase);
        var book = new ReloadedFile<AddressBook>(file, path => AddressBook.Load(path, isExactCase), BookPlan.Describe);
        Warn(book.Content.Current.Warnings);
        return ServeAsync(parsed, new BookSnapshot(book.Content), interrupt, [book]);
    }

    private async Task<int> ServeDatabaseAsync(ParseResult parsed, string address, Interrupt interrupt)
    {
        if (parsed.GetValue(_exactCase))
        {
            throw new UsageException("a book in a database has each address once, in whatever case: --exact-case needs a book in a file");
        }

        await using var reporting = _serve.Report(parsed);
        await using var book = await PostgresBook.OpenAsync(PostgresAddress.Parse(address), new PostgresBookOptions(), _serve.Log(reporting), interrupt.Token);
        Warn(book.Warnings);
        return await ServeAsync(parsed, book, interrupt, reporting: reporting);
    }

    private static void Warn(IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
        {
            Say.Line(warning);
        }
    }

    private Task<int> ServeAsync(ParseResult parsed, IBook book, Interrupt interrupt, IEnumerable<ReloadedFile>? files = null, Reporting? reporting = null) =>
        _serve.RunAsync(parsed, new BookServer(book, parsed.GetValue(_oneShot)), interrupt, files: files, reporting: reporting);
}
