using Tincan.Bench.Loads;
using Tincan.Bench.Measuring;
using Tincan.Bench.Servers;

namespace Tincan.Bench.Rows;

/// <summary>Echo servers, and servers that reverse lines.</summary>
internal static class EchoRows
{
    private const int Small = 64;
    private const int Large = 64 * 1024;

    public static IEnumerable<Row> All { get; } =
    [
        Echo("echo.lockstep", "64 B × 50, lock step", new(Scripts.Echo(Small), 50), Figure.Rate, Figure.Processor, Figure.Kernel, Figure.P99),
        Echo("echo.deep", "64 B × 50, 16 deep", new(Scripts.Echo(Small), 50, Depth: 16), Figure.Rate, Figure.Processor, Figure.Kernel),
        Echo("echo.500", "64 B × 500, lock step", new(Scripts.Echo(Small), 500), Figure.Rate),
        Echo("echo.5000", "64 B × 5,000, lock step", new(Scripts.Echo(Small), 5_000), Figure.Rate),
        Echo("echo.stream", "64 KiB × 1, 16 deep", new(Scripts.Echo(Large), 1, Depth: 16), Figure.Throughput(Large)),
        Echo("echo.fair", "64 KiB × 16, 16 deep", new(Scripts.Echo(Large), 16, Depth: 16), Figure.Throughput(Large), Figure.LeastShare),
        Echo("echo.accept", "connect, one exchange of 64 B, close; 50 at a time", new(Scripts.Echo(Small), 50) { Reconnects = true }, Figure.Connections),
        Row("reverse", "reverse.lockstep", "lines of 64 B × 50, lock step", new(Scripts.Reverse, 50), Figure.Rate, Figure.Processor, Figure.Kernel),
        Row("reverse", "reverse.deep", "lines of 64 B × 50, 16 deep", new(Scripts.Reverse, 50, Depth: 16), Figure.Rate, Figure.Processor, Figure.Kernel),
    ];

    private static Row Echo(string name, string work, Load load, params IReadOnlyList<Figure> figures) => Row("echo", name, work, load, figures);

    private static Row Row(string mode, string name, string work, Load load, params IReadOnlyList<Figure> figures) =>
        new(name, work, figures, [.. EchoServers.All(mode).Select(server => Runner.Loaded(server, load))], "C");
}
