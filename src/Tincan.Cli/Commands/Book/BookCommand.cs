using System.CommandLine;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Commands.Book;

/// <summary><c>tincan book</c>: keeps an address book, in a file or in PostgreSQL.</summary>
internal sealed class BookCommand : Command, IHasExamples
{
    public BookCommand()
        : base("book", "Keep an address book, in a CSV file or in PostgreSQL. Each change is made whole or not at all.")
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
        ("tincan book init --book postgres://keeper@db.example/staff", "make a book in a database"),
        ("tincan book import contacts.vcf --book postgres://keeper@db.example/staff", "put what is in a file into it"),
        ("tincan book add luke@gmail.com 'Luke Skywalker' --book book.csv", "the same commands keep a file"),
        ("tincan serve book --book postgres://reader@db.example/staff", "answer from it, on any number of machines"),
    ];
}
