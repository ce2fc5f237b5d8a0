using Tincan.Cli.Services;
using Tincan.Parsing.Forms;
using Tincan.Postgres;
using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Formats;

namespace Tincan.Cli.Protocols.Book;

/// <summary>A server that answers who an e-mail address belongs to.</summary>
internal sealed record BookPlan : ServicePlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<BookPlan>("book", "Answer whose an e-mail address is.", 8080)
    {
        Try = "tincan lookup HOST PORT luke@gmail.com",
        Usual = ["one-shot"],
        Examples =
        [
            ("tincan serve book --book book.csv", "on 127.0.0.1:8080"),
            ("tincan serve book --book postgres://reader@db.example/staff", "from a database that several servers share; see 'tincan book --help'"),
            ("tincan serve book --book book.csv --one-shot --exact-case", "exactly as the classroom program"),
        ],
    }
        .WithRequired("book", $"The book to answer from: {BookForm.Explained} A file is reloaded when it changes, and on SIGHUP.",
            SettingForms.Book, static plan => plan.Book, static (plan, book) => plan with { Book = book })
        .With("exact-case", "Match addresses case-sensitively, as the classroom program does. Only for a book in a file.",
            FlagForm.Instance, static plan => plan.IsExactCase, static (plan, isExact) => plan with { IsExactCase = isExact })
        .With("one-shot", "Close after one answer, as the classroom program does.",
            FlagForm.Instance, static plan => plan.IsOneShot, static (plan, isOneShot) => plan with { IsOneShot = isOneShot });

    public override ServiceKind Kind => Declared;

    public BookSource? Book { get; init; }

    public bool IsExactCase { get; init; }

    public bool IsOneShot { get; init; }

    public override MessageCodec Codec => BookMessage.Codec;

    public override void Check()
    {
        if (IsExactCase && Book?.Database is not null)
        {
            throw ServiceError.Of(
                Book.Source.Where,
                $"{(IsAlone ? "--" : "")}exact-case needs a book in a file: in a database, addresses do not differ in case");
        }
    }

    public override async ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel)
    {
        if (Book!.Database is { } database)
        {
            var copy = await ServiceError.WithinAsync(
                this, Book.Source.Where, () => PostgresBook.OpenAsync(database, new PostgresBookOptions(), preparation.Log, cancel));
            preparation.Warnings.AddRange(copy.Warnings);
            return new Prepared(new BookServer(preparation.Own(copy), IsOneShot), Describe(copy.State.Count));
        }

        var book = preparation.Load(Book.Source, path => AddressBook.Load(path, IsExactCase), static book => Describe(book.Count));
        preparation.Warnings.AddRange(book.Content.Current.Warnings);
        return new Prepared(new BookServer(new BookSnapshot(book.Content), IsOneShot), book.Description);
    }

    private static string Describe(int count) => count == 1 ? "1 address" : $"{count} addresses";
}
