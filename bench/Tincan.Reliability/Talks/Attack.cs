using System.Diagnostics;

namespace Tincan.Reliability;

/// <summary>Hostile clients: this program once more, in a process of its own.</summary>
internal static class Attack
{
    /// <summary>The first word of its command line.</summary>
    public const string Word = "attack";

    /// <summary>The program of this assembly, which a test that links it has beside its own.</summary>
    private static readonly string Program = Path.ChangeExtension(typeof(Attack).Assembly.Location, null);

    private static readonly TimeSpan Trickle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Deafness = TimeSpan.FromSeconds(20);

    /// <summary>What is spoken, in the order in which the servers are named.</summary>
    /// <param name="book">The book's file, which only the server needs.</param>
    public static Talk[] Talks(string book = "") => [Talk.Reverse(), Talk.Echo(500), Talk.Book(book)];

    /// <summary>Starts it; killing the process ends it.</summary>
    /// <param name="servers">One for each talk.</param>
    /// <param name="slow">How many send slowly.</param>
    /// <param name="deaf">How many do not read.</param>
    /// <param name="seed">Of when each comes.</param>
    public static Process Start(IReadOnlyList<Shipped> servers, int slow, int deaf, int seed) => Process.Start(new ProcessStartInfo(
        "nice", ["-n", "19", Program, Word, $"{slow}", $"{deaf}", $"{seed}", .. servers.Select(static server => $"{server.Address}")])
    {
        UseShellExecute = false,
    })!;

    /// <summary>
    /// Attacks until it is killed. Slow senders go to reverse and book, where a question has an end; those that do not read to reverse and echo,
    /// which answer as much as they are sent.
    /// </summary>
    public static async Task RunAsync(IReadOnlyList<string> words)
    {
        var (slow, deaf, seed) = (Number(0), Number(1), Number(2));
        var chance = new Random(seed);
        var crowds = Talks().Select((talk, number) => new Crowd(talk, IPEndPoint.Parse(words[3 + number]), new Findings())).ToArray();
        var (reverse, echo, book) = (crowds[0], crowds[1], crowds[2]);
        await Task.WhenAll((IEnumerable<Task>)
        [
            .. Many(slow / 2, () => reverse.TrickleAsync(Trickle, default)),
            .. Many(slow - (slow / 2), () => book.TrickleAsync(Trickle, default)),
            .. Many(deaf / 2, () => reverse.DeafAsync(Deafness, default)),
            .. Many(deaf - (deaf / 2), () => echo.DeafAsync(Deafness, default)),
        ]);

        int Number(int at) => int.Parse(words[at], CultureInfo.InvariantCulture);

        // They come within five seconds, not all in one moment: otherwise they would also be cut off, and come again, in one moment.
        IEnumerable<Task> Many(int count, Func<Task> client) => Enumerable.Range(0, count).Select(async _ =>
        {
            await Task.Delay(TimeSpan.FromSeconds(5) * chance.NextDouble(), TimeProvider.System);
            await client();
        }).ToList();
    }
}
