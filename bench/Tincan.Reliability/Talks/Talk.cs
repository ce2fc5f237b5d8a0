namespace Tincan.Reliability;

/// <summary>A conversation of questions, each with one right answer that no other client's question has.</summary>
/// <param name="Name">The server's word: <c>echo</c>.</param>
/// <param name="Words">How the program is started, without where it listens.</param>
/// <param name="Ask">What a client asks, by its number and the question's.</param>
/// <param name="Answer">What has to come back, byte for byte.</param>
internal sealed record Talk(string Name, IReadOnlyList<string> Words, Func<int, int, byte[]> Ask, Func<int, int, byte[]> Answer)
{
    /// <summary>How many people stand in the book and in the table.</summary>
    private const int People = 1000;

    private const byte Query = (byte)'Q';
    private const byte Response = (byte)'R';

    public static Talk Echo(int size) => new("echo", ["serve", "echo"], (client, round) => Block(client, round, size), (client, round) => Block(client, round, size));

    public static Talk Reverse() => new(
        "reverse",
        ["serve", "reverse", "--greeting", "", "--dialect", "lf"],
        static (client, round) => Latin($"{Mark(client, round)}\n"),
        static (client, round) => Latin($"{new string([.. Mark(client, round).Reverse()])}\n"));

    /// <summary>Every seventh question has no answer in the book.</summary>
    /// <param name="file">The book that the server is given; see <see cref="WriteBook"/>.</param>
    public static Talk Book(string file) => new(
        "book",
        ["serve", "book", "--book", file],
        static (client, round) => Message(Query, IsKnown(client, round) ? Address(Who(client, round)) : $"nobody-{Mark(client, round)}"),
        static (client, round) => Message(Response, IsKnown(client, round) ? Person(Who(client, round)) : "Error 404"));

    /// <summary>Writes the book that <see cref="Book"/> asks for.</summary>
    public static string WriteBook(Scratch scratch) =>
        scratch.Write("book.csv", string.Concat(Enumerable.Range(0, People).Select(static person => $"{Address(person)},{Person(person)}\n")));

    /// <summary>A table server, asked for what it knows: about the rest it is silent.</summary>
    public static Talk Names(Scratch scratch)
    {
        var rows = Enumerable.Range(0, People).Select(static host => Record(host));
        var file = scratch.Write("table.txt", string.Join('\n', rows) + "\n");
        return new Talk(
            "names",
            ["serve", "names", "--table", file, "--dialect", "lf"],
            static (client, round) => Latin($"host{Who(client, round)}.example.org\n"),
            static (client, round) => Latin($"{Record(Who(client, round))} IN\n"));
    }

    public Task<Shipped> ServeAsync(params string[] more) => Shipped.ServeAsync([.. Words, "--listen", "127.0.0.1:0", .. more]);

    /// <summary>Has a few clients served one after the other: what the runtime compiles and opens once is not theirs.</summary>
    /// <returns>How many sockets the server has when they have left.</returns>
    public async Task<int> WarmAsync(Shipped server, CancellationToken cancel)
    {
        for (var client = 0; client < 50; client++)
        {
            using var speaker = await Speaker.ConnectAsync(server.Address, 0, cancel);
            await speaker.SendAsync(Ask(client, 0), cancel);
            await speaker.ReceivesAsync(Answer(client, 0), cancel);
            speaker.Finish();
            await speaker.ReceiveAsync(new byte[1], cancel);
        }

        var least = server.Sockets();
        await server.HasAsync(
            open =>
            {
                (var isSteady, least) = (open >= least, Math.Min(open, least));
                return isSteady;
            },
            TimeSpan.FromSeconds(5));
        return least;
    }

    private static bool IsKnown(int client, int round) => (client + round) % 7 != 0;

    private static int Who(int client, int round) => (int)(((uint)client * 31 + (uint)round) % People);

    private static string Address(int person) => $"user{person}@example.org";

    private static string Person(int person) => $"Person {person} of the book";

    private static string Record(int host) => string.Create(CultureInfo.InvariantCulture, $"host{host}.example.org 10.0.{host / 250}.{host % 250} A");

    private static string Mark(int client, int round) => string.Create(CultureInfo.InvariantCulture, $"client {client} asks question {round}");

    private static byte[] Block(int client, int round, int size)
    {
        var mark = Latin($"[{Mark(client, round)}]");
        var block = new byte[Math.Max(size, mark.Length)];
        for (var at = 0; at < block.Length; at++)
        {
            block[at] = mark[at % mark.Length];
        }

        return block;
    }

    private static byte[] Message(byte type, string text) => [type, (byte)text.Length, .. Latin(text)];

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}
