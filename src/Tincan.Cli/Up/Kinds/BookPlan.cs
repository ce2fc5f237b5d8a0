using Tincan.Book;
using Tincan.Cli.Commands;
using Tincan.Hosting;
using Tincan.Recording;

namespace Tincan.Cli.Up;

/// <summary>Says who an e-mail address belongs to.</summary>
internal sealed record BookPlan : ServicePlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<BookPlan>("book", "Says who an e-mail address belongs to.", Ports.Book)
        .With(
            "book",
            "The book: CSV with the columns email,name. Taken anew when it changes.",
            SettingForms.File,
            static plan => plan.Book,
            static (plan, file) => plan with { Book = file },
            isRequired: true)
        .With(
            "exact-case",
            "Compare addresses with their case, as the classroom program does.",
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

    public override IServer Prepare(Preparation preparation)
    {
        var book = preparation.Load(Book!.Value, path => AddressBook.Load(path, IsExactCase), ServeBookCommand.Describe);
        preparation.Warnings.AddRange(book.Content.Current.Warnings);
        return new BookServer(book.Content, IsOneShot);
    }
}
