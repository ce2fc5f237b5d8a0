using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Formats;

namespace Tincan.Cli.Demo;

/// <summary>Looks up addresses in the sample book. One of them is not in it.</summary>
internal static class LookUpAddresses
{
    private static readonly (string Email, string? Name)[] Expected =
    [
        ("luke@gmail.com", "Luke Skywalker"),
        ("LEIA@alderaan.org", "Leia Organa"),
        ("padme@naboo.gov", "Padmé Amidala"),
        ("nobody@nowhere.net", null),
    ];

    public static async Task PlayAsync(Stage stage)
    {
        Stage.Begin("book", "a question is 'Q', a length and an address; an answer is 'R', a length and a name");
        await using var host = await stage.ServeAsync(new BookServer(AddressBook.Load(Stage.Sample("book.csv"))));
        await using var client = new LookupClient(_ => stage.ConnectAsync(host));
        var right = 0;
        foreach (var (email, name) in Expected)
        {
            var answer = await client.AskAsync(Encoding.UTF8.GetBytes(email), stage.Cancel);
            Stage.Said("client", Encoding.UTF8.GetBytes(email));
            Stage.Said("server", answer.Text.Span);
            right += answer.Outcome == (name is null ? LookupOutcome.NotFound : LookupOutcome.Found)
                && (name is null || answer.Text.Span.SequenceEqual(Encoding.UTF8.GetBytes(name)))
                ? 1
                : 0;
        }

        stage.Check(right == Expected.Length, $"{right} of {Expected.Length} answers are as in the book");
    }
}
