using Tincan.Cli.Demo;
using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Formats;

namespace Tincan.Cli.Protocols.Book;

/// <summary>Looks up addresses in the sample book. One of them is not in it.</summary>
internal static class BookDemo
{
    private static readonly (string Email, string? Name)[] Expected =
    [
        ("luke@gmail.com", "Luke Skywalker"),
        ("LEIA@alderaan.org", "Leia Organa"),
        ("padme@naboo.gov", "Padmé Amidala"),
        ("nobody@nowhere.net", null),
    ];

    public static DemoPart Part { get; } = new("book", "a question is 'Q', a length and an address; an answer is 'R', a length and a name", PlayAsync);

    private static async Task PlayAsync(DemoBench bench)
    {
        await using var host = await bench.ServeAsync(new BookServer(AddressBook.Load(DemoBench.Sample("book.csv"))));
        await using var client = new LookupClient(_ => bench.ConnectAsync(host));
        var right = 0;
        foreach (var (email, name) in Expected)
        {
            var answer = await client.AskAsync(Encoding.UTF8.GetBytes(email), bench.Cancel);
            DemoBench.Show("client", Encoding.UTF8.GetBytes(email));
            DemoBench.Show("server", answer.Text.Span);
            right += answer.Outcome == (name is null ? LookupOutcome.NotFound : LookupOutcome.Found)
                && (name is null || answer.Text.Span.SequenceEqual(Encoding.UTF8.GetBytes(name)))
                ? 1
                : 0;
        }

        bench.Check(right == Expected.Length, $"{right} of {Expected.Length} answers are as in the book");
    }
}
