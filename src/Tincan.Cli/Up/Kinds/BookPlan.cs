using Tincan.Book;
using Tincan.Cli.Commands;
using Tincan.Hosting;
using Tincan.Postgres;
using Tincan.Recording;

namespace Tincan.Cli.Up;

/// <summary>Says who an e-mail address belongs to.</summary>
internal sealed record BookPlan : ServicePlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<BookPlan>("book", "Says who an e-mail address belongs to.", Ports.Book)
        .With(
            "book",
            "The book: a CSV file with the columns email,name, taken anew when it changes, or postgres://USER@HOST/DATABASE.",
            SettingForms.Book,
            static plan => plan.Book,
            static (plan, file) => plan with { Book = file },
            isRequired: true)
        .With(
            "exact-case",
            "Compare addresses with their case, as the classroom program does. Only with a book in a file.",
            SettingForms.Flag,
            static plan => plan.IsExactCase,
            static (plan, isExact) => plan with { IsExactCase = isExact })
        .With(
            "one-shot",
            "Close after one answer, as the classroom program does.",
            SettingForms.Flag,
            static plan => plan.IsOneShot,
            static (plan, isOneShot) => plan with { IsOneShot = isOneShot })
        .WithTry("tincan lookup HOST PORT luke@gmail.com");

    public override ServiceKind Kind => Declared;

    public Said<string>? Book { get; init; }

    public bool IsExactCase { get; init; }

    public bool IsOneShot { get; init; }

    public override HostOptions Defaults { get; } = new() { Codec = MessageCodec.Book };

    public override void Check()
    {
        if (IsExactCase && PostgresAddress.IsMeant(Book!.Value.Value))
        {
            throw Book.Value.Where!.Error("a book in a database has each address once, in whatever case: exact-case needs a book in a file");
        }
    }

    public override async ValueTask<IServer> PrepareAsync(Preparation preparation, CancellationToken cancel) =>
        new BookServer(PostgresAddress.IsMeant(Book!.Value.Value) ? await OpenAsync(preparation, cancel) : Load(preparation), IsOneShot);

    private SwappedBook Load(Preparation preparation)
    {
        var book = preparation.Load(Book!.Value, path => AddressBook.Load(path, IsExactCase), ServeBookCommand.Describe);
        preparation.Warnings.AddRange(book.Content.Current.Warnings);
        return new SwappedBook(book.Content);
    }

    private async Task<PostgresBook> OpenAsync(Preparation preparation, CancellationToken cancel)
    {
        var address = PostgresAddress.Parse(Book!.Value.Value);
        var book = preparation.Own(await PostgresBook.OpenAsync(address, new PostgresBookOptions(), preparation.Log, cancel));
        preparation.Warnings.AddRange(book.Warnings);
        preparation.Facts[address.Name] = ServeBookCommand.Describe(book.State.Count);
        return book;
    }
}
