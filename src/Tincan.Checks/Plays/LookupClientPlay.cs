using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;
using Tincan.Protocols.Book;

namespace Tincan.Checks.Plays;

/// <summary>Plays the server for a client of an address book.</summary>
internal static class LookupClientPlay
{
    public const string Luke = "luke@gmail.com";
    public const string Name = "Luke Skywalker";
    public const string Missing = "Error 404";

    /// <summary>The longest address for a server with a signed length byte.</summary>
    public static readonly string Long = $"{new string('a', BookMessage.MaxSignedText - 12)}@example.com";

    /// <summary>One byte longer.</summary>
    public static readonly string TooLong = $"a{Long}";

    public static async Task AskAsync(CaseContext context, string input, params (string Email, string Name)[] questions) =>
        await (await AnswerAsync(context, input, questions)).ExpectOutputAsync(written => written.Expect([.. questions.Select(question => Result(context, question.Email, question.Name))]));

    private static string Result(CaseContext context, string email, string name) => BookParameters.LineOf(context.Options, email, name == Missing ? null : name);

    /// <summary>Plays the server for a client that uses one connection, or one for each address.</summary>
    public static async Task<ClientPlay> AnswerAsync(CaseContext context, string input, params (string Email, string Name)[] questions)
    {
        var play = await ClientPlay.StartAsync(context, input);
        foreach (var (email, name) in questions)
        {
            await play.ExpectQuestionAsync(peer => peer.ExpectAsync(Query(email)));
            await play.Peer.SendAsync(Response(name));
        }

        return play;
    }

    public static async Task TwoSegmentsAsync(CaseContext context)
    {
        var play = await ClientPlay.StartAsync(context, $"{Luke}\n");
        await play.Peer.ExpectAsync(Query(Luke));
        var response = Response(Name);
        await play.Peer.SendAsync(response.AsMemory(0, BookMessage.HeaderSize));
        await play.Peer.ExpectSilenceAsync();
        await play.Peer.SendAsync(response.AsMemory(BookMessage.HeaderSize));
        await play.ExpectOutputAsync(written => written.Expect(Result(context, Luke, Name)));
    }

    public static async Task ClosedAfterEachAsync(CaseContext context)
    {
        var play = await ClientPlay.StartAsync(context, $"{Luke}\nleia@alderaan.org\n");
        await play.Peer.ExpectAsync(Query(Luke));
        await play.Peer.SendAsync(Response(Name));
        await play.Peer.FinishAsync();
        await play.AcceptNextAsync();
        await play.Peer.ExpectAsync(Query("leia@alderaan.org"));
        await play.Peer.SendAsync(Response("Leia Organa"));
        await play.ExpectOutputAsync(written => written.Expect(Result(context, Luke, Name), Result(context, "leia@alderaan.org", "Leia Organa")));
    }

    public static async Task OneConnectionAsync(CaseContext context)
    {
        var play = await ClientPlay.StartAsync(context, $"{Luke}\nleia@alderaan.org\n");
        await play.Peer.ExpectAsync(Query(Luke));
        await play.Peer.SendAsync(Response(Name));
        await play.Peer.ExpectAsync(Query("leia@alderaan.org"));
    }

    public static async Task NotUnderstoodAsync(CaseContext context)
    {
        var play = await AnswerAsync(context, $"{Luke}\n", (Luke, "Error: Unknown message protocol"));
        ExpectNoName(context, await play.FinishAndGetOutputAsync());
    }

    public static async Task WrongTypeAsync(CaseContext context)
    {
        var play = await ClientPlay.StartAsync(context, $"{Luke}\n");
        await play.Peer.ExpectAsync(Query(Luke));
        await play.Peer.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\nThere is more of this, so that any length is there: it is as long as the book's longest name."u8.ToArray());
        ExpectNoName(context, await play.FinishAndGetOutputAsync());
    }

    private static void ExpectNoName(CaseContext context, ClientOutput written)
    {
        // The text between the address and the name.
        var prefix = context.Options.ValueOf(BookParameters.Belongs).Replace("{email}", Luke, StringComparison.Ordinal).Split("{name}")[0];
        if (Encoding.UTF8.GetString(written.Bytes.Span).Contains(prefix, StringComparison.Ordinal))
        {
            throw new CheckFailedException(FailureKind.WrongBytes, "the program wrote something as a name that is not one") { Got = written.Bytes, Where = written.Where };
        }
    }

    public static async Task<ClientPlay> AwaitingAnswerAsync(CaseContext context)
    {
        var play = await ClientPlay.StartAsync(context, $"{Luke}\n");
        await play.Peer.ExpectAsync(Query(Luke));
        await play.Peer.SendAsync(Response(Name).AsMemory(0, 10));
        return play;
    }

    internal static byte[] Query(string email) => Message(BookMessage.Query, email);

    internal static byte[] Response(string name) => Message(BookMessage.Response, name);

    private static byte[] Message(byte type, string text) => [type, (byte)Encoding.UTF8.GetByteCount(text), .. Encoding.UTF8.GetBytes(text)];
}
