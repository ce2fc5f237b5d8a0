using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Formats;
using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Settings;
using Tincan.Framing;
using Tincan.Postgres;

namespace Tincan.Cli.Up.Kinds;

/// <summary>Says who an e-mail address belongs to.</summary>
internal sealed record BookPlan : ServicePlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<BookPlan>("book", "Says who an e-mail address belongs to.", Ports.Book)
        .With(
            "book",
            "The book: a CSV file with the columns email,name, taken anew when it changes, or postgres://USER@HOST/DATABASE.",
            SettingForms.Book,
            static plan => plan.Book,
            static (plan, book) => plan with { Book = book },
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

    /// <summary>What a book holds, in a few words.</summary>
    public static string Describe(AddressBook book) => Describe(book.Count);

    /// <summary>How many addresses there are, in words.</summary>
    public static string Describe(int count) => count == 1 ? "1 address" : $"{count} addresses";

    public override ServiceKind Kind => Declared;

    public BookSource? Book { get; init; }

    public bool IsExactCase { get; init; }

    public bool IsOneShot { get; init; }

    public override MessageCodec Codec => BookMessage.Codec;

    public override void Check()
    {
        if (IsExactCase && Book is { Database: not null, Said.Where: { } where })
        {
            throw where.Error("a book in a database has each address once, in whatever case: exact-case needs a book in a file");
        }
    }

    public override async ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel)
    {
        if (Book!.Database is { } database)
        {
            var copy = await PlacedError.WithinAsync(
                Book.Said.Where, Name, () => PostgresBook.OpenAsync(database, new PostgresBookOptions(), preparation.Log, cancel));
            preparation.Warnings.AddRange(copy.Warnings);
            return new Prepared(new BookServer(preparation.Own(copy), IsOneShot), Describe(copy.State.Count));
        }

        var book = preparation.Load(Book.Said, path => AddressBook.Load(path, IsExactCase), Describe);
        preparation.Warnings.AddRange(book.Content.Current.Warnings);
        return new Prepared(new BookServer(new BookSnapshot(book.Content), IsOneShot), book.Description);
    }
}
