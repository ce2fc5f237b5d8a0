using Tincan.Bench.Loads;
using Tincan.Bench.Measuring;
using Tincan.Bench.Processes;
using Tincan.Bench.Servers;

namespace Tincan.Bench.Rows;

/// <summary>Servers that look something up: a book, a table of names, and a resolver that asks tables.</summary>
internal static class TableRows
{
    private const int Entries = 1_000_000;
    private const int Local = 1_000;
    private const int Clients = 50;

    private static Server Redis { get; } =
        new("Redis", "redis-server", "--bind", "127.0.0.1", "--port", "{port}", "--save", "", "--appendonly", "no", "--maxclients", "20000", "--tcp-backlog", "4096");

    public static IEnumerable<Row> All { get; } =
    [
        Book("book.lockstep", "a book of 1,000,000 × 50, lock step", depth: 1),
        Book("book.deep", "a book of 1,000,000 × 50, 16 deep", depth: 16),
        new(
            "names",
            "a table of 1,000,000: read, and served × 50, lock step",
            [Figure.Seconds, Figure.Megabytes, Figure.Rate, Figure.Processor],
            [
                .. new[] { "Tincan", "uvloop", "asyncio" }.Select(static name => Contender(
                    name, file => NamesServer(name, file), static runner => NamesFile(runner, 0, Entries), new Load(Scripts.Names(Entries), Clients))),
            ],
            "asyncio"),
        Resolver("resolver.50", "two local tables × 50, lock step", Clients),
        Resolver("resolver.1", "two local tables × 1, lock step", 1),
    ];

    /// <summary>A book of some size on our server, and in a dict of Python.</summary>
    public static IEnumerable<Contender> Books(int entries, int depth, params IEnumerable<string> names) => names.Select(name =>
        Contender(name, file => BookServer(name, file), runner => BookFile(runner, entries), new Load(Scripts.Book(entries), Clients, depth)));

    public static Server BookServer(string name, string file) => name == "Tincan"
        ? Server.OfTincan("serve", "book", "--book", file, "--listen", "127.0.0.1:{port}")
        : Server.InPython(name, "book", "{port}", file);

    public static string BookFile(Runner runner, int entries) =>
        runner.Scratch.Get($"book-{entries}.csv", path => Loads.Entries.WriteBook(path, entries));

    private static Row Book(string name, string work, int depth) => new(
        name,
        work,
        [Figure.Rate, Figure.Processor, Figure.P99],
        [
            .. Books(Entries, depth, "Tincan", "uvloop", "asyncio"),
            new("Redis", runner => RedisAsync(runner, new Load(Scripts.RedisGet(Entries), Clients, depth))) { Missing = Redis.Missing },
        ],
        "Redis");

    private static Contender Contender(string name, Func<string, Server> server, Func<Runner, string> file, Load load) =>
        new(name, runner => runner.LoadAsync(server(file(runner)), load, Cores.Server)) { Missing = server("").Missing };

    private static async Task<Sample> RedisAsync(Runner runner, Load load)
    {
        await using var running = await RunningServer.StartAsync(Redis, runner.Scratch, Cores.Server);
        await using (var fill = await LoadProcess.StartAsync(
            runner.Scratch, running.Port, new Load(Scripts.RedisSet(Entries), 1, Depth: 1_000) { Messages = Entries }, warm: 0, seconds: 1))
        {
            await fill.BeginAsync();
            await fill.ResultAsync();
            await fill.EndAsync();
        }

        return await runner.LoadAsync(running, load);
    }

    private static Server NamesServer(string name, string file) => name == "Tincan"
        ? Server.OfTincan("serve", "names", "--table", file, "--listen", "127.0.0.1:{port}")
        : Server.InPython(name, "names", "{port}", file);

    private static string NamesFile(Runner runner, int from, int count) =>
        runner.Scratch.Get($"names-{from}-{count}.txt", path => Loads.Entries.WriteNames(path, from, count));

    private static Row Resolver(string name, string work, int clients)
    {
        // Each of the two tables knows half of the names.
        var (resolved, direct) = (new Load(Scripts.Names(2 * Local), clients), new Load(Scripts.Names(Local), clients));
        return new(
            name,
            work,
            [Figure.Rate, Figure.Median, Figure.P99, Figure.Processor],
            [new("Tincan", runner => ResolveAsync(runner, resolved)), new("a table, asked directly", runner => AskAsync(runner, direct))],
            "a table, asked directly");
    }

    private static async Task<Sample> ResolveAsync(Runner runner, Load load)
    {
        await using var one = await RunningServer.StartAsync(NamesServer("Tincan", NamesFile(runner, 0, Local)), runner.Scratch, Cores.Others);
        await using var other = await RunningServer.StartAsync(NamesServer("Tincan", NamesFile(runner, Local, Local)), runner.Scratch, Cores.Others);
        return await runner.LoadAsync(
            Server.OfTincan("serve", "resolver", "--upstream", one.Address, "--upstream", other.Address, "--listen", "127.0.0.1:{port}"), load, Cores.Server);
    }

    private static Task<Sample> AskAsync(Runner runner, Load load) =>
        runner.LoadAsync(NamesServer("Tincan", NamesFile(runner, 0, Local)), load, Cores.Server);
}
