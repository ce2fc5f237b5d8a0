using Tincan.Bench.Loads;
using Tincan.Bench.Measuring;
using Tincan.Bench.Processes;
using Tincan.Bench.Rows;
using Tincan.Bench.Servers;

namespace Tincan.Bench.Growth;

/// <summary>Every chart, in the order of the page.</summary>
internal static class GrowthList
{
    /// <summary>The group of all rows of charts.</summary>
    public const string Group = "growth";

    /// <summary>The contenders of the charts, in the order of their colours.</summary>
    public static readonly string[] Drawn = ["Tincan", "C", "Go", "uvloop", "Kestrel"];
    private static readonly int[] Connections = [1, 10, 100, 1_000, 10_000];
    private static readonly int[] Sizes = [1, 16, 256, 4_096, 65_536, 1_048_576];
    private static readonly int[] TableSizes = [10, 1_000, 100_000, 1_000_000, 10_000_000];

    public static IReadOnlyList<GrowthChart> All { get; } =
    [
        new(
            "growth.connections",
            "Echo of 64 B in lock step",
            "connections",
            Figure.Rate,
            [.. Connections.Select(static count => ((double)count, Echo($"growth.connections.{count}", new(Scripts.Echo(64), count))))]),
        new(
            "growth.size",
            "Echo of 16 connections in lock step",
            "bytes of a message",
            Figure.Throughput(1) with { Name = "MB/s" },
            [.. Sizes.Select(static size => ((double)size, EchoOf(size)))]),
        .. TableCharts(),
        new("growth.cores", "Echo of 64 B × 50, 16 deep", "cores of the server", Figure.Rate, [.. Enumerable.Range(1, Math.Min(2, Cores.Count)).Select(static cores => ((double)cores, OnCores(cores)))]),
    ];

    private static IEnumerable<Server> Servers => EchoServers.All("echo").Where(static server => Drawn.Contains(server.Name));

    private static Row Echo(string name, Load load) => new(name, name, [Figure.Rate], [.. Servers.Select(server => Runner.Loaded(server, load))], "C");

    /// <summary>The rate of bytes, so that all sizes have one figure.</summary>
    private static Row EchoOf(int size)
    {
        var row = Echo($"growth.size.{size}", new(Scripts.Echo(size), 16));
        return row with
        {
            Contenders =
            [
                .. row.Contenders.Select(contender => contender with
                {
                    RunAsync = async runner => await contender.RunAsync(runner) is var sample ? sample with { Rate = sample.Rate * size } : sample,
                }),
            ],
        };
    }

    private static IEnumerable<GrowthChart> TableCharts()
    {
        var points = TableSizes.Select(static size => ((double)size, Book(size))).ToList();
        yield return new("growth.table-rate", "Answers of a book × 50, lock step", "entries of the book", Figure.Rate, points);
        yield return new("growth.table-load", "Until a book is served", "entries of the book", Figure.Seconds, points);
        yield return new("growth.table-memory", "Memory of a book", "entries of the book", Figure.Megabytes, points);
    }

    private static Row Book(int size) => new(
        $"growth.table.{size}",
        $"growth.table.{size}",
        [Figure.Rate, Figure.Seconds, Figure.Megabytes],
        [.. TableRows.Books(size, depth: 1, "Tincan", "uvloop")],
        "Tincan");

    /// <summary>With only two cores, a server on both shares one of them with the load.</summary>
    private static Row OnCores(int cores)
    {
        var load = new Load(Scripts.Echo(64), 50, Depth: 16);
        return new(
            $"growth.cores.{cores}",
            $"growth.cores.{cores}",
            [Figure.Rate],
            [
                .. Servers.Select(server => new Contender(server.Name, runner => runner.LoadAsync(server, load, Cores.First(cores))) { Missing = server.Missing }),
            ],
            "C");
    }
}
