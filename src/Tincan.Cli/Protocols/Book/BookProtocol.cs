using Tincan.Cli.Services;

namespace Tincan.Cli.Protocols.Book;

/// <summary>An address book: who does an e-mail address belong to?</summary>
internal static class BookProtocol
{
    public static Protocol Declared { get; } = new()
    {
        Services = [BookPlan.Declared],
        Samples = [new BookPlan { Name = "book", Book = new(new("book.csv")) }],
        Client = LazyCommand.Of<LookupCommand>,
        Suites = ["book.server", "book.client"],
        Demo = BookDemo.Part,
    };
}
