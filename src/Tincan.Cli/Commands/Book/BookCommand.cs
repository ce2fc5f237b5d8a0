namespace Tincan.Cli.Commands.Book;

/// <summary><c>tincan book</c>: manages an address book, in a file or in PostgreSQL.</summary>
internal sealed class BookCommand : Command, INamedCommand, IHasExamples
{
    public static string CommandName => "book";

    public static string Does => "Manage an address book, in a CSV file or in PostgreSQL. Each change is atomic.";

    public BookCommand()
        : base(CommandName, Does)
    {
        Add(new InitBookCommand());
        Add(new ImportBookCommand());
        Add(new ExportBookCommand());
        Add(new AddToBookCommand());
        Add(new RemoveFromBookCommand());
        Add(new ListBookCommand());
    }

    public string Usage => "COMMAND";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan book init --book postgres://keeper@db.example/staff", "create a book in a database"),
        ("tincan book import contacts.vcf --book postgres://keeper@db.example/staff", "add the entries of a file"),
        ("tincan book add luke@gmail.com 'Luke Skywalker' --book book.csv", "the same commands work for a file"),
        ("tincan serve book --book postgres://reader@db.example/staff", "serve it, on any number of machines"),
    ];
}
