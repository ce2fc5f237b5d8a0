using System.Text.RegularExpressions;
using Tincan.Bench.Loads;
using Tincan.Bench.Measuring;
using Tincan.Bench.Processes;
using Tincan.Bench.Servers;

namespace Tincan.Bench.Rows;

/// <summary>Proxies to the echo server in C, and that server without a proxy.</summary>
internal static partial class ProxyRows
{
    private const string Direct = "no proxy";
    private const int Large = 64 * 1024;

    public static IEnumerable<Row> All { get; } =
    [
        Row("proxy.lockstep", "64 B × 50, lock step", new(Scripts.Echo(64), 50), [Figure.Rate, Figure.Processor, Figure.Kernel], Proxied),
        Row("proxy.stream", "64 KiB × 1, 16 deep", new(Scripts.Echo(Large), 1, Depth: 16), [Figure.Throughput(Large)], Proxied),
        Row(
            "proxy.record",
            "64 KiB × 1, 16 deep, recorded",
            new(Scripts.Echo(Large), 1, Depth: 16),
            [Figure.Throughput(Large), Figure.Lost],
            static load => [new("Tincan", runner => RecordedAsync(runner, load))]),
    ];

    private static Row Row(string name, string work, Load load, IReadOnlyList<Figure> figures, Func<Load, IEnumerable<Contender>> proxies) =>
        new(name, work, figures, [.. proxies(load), Runner.Loaded(Server.InC("echo") with { Name = Direct }, load)], Direct);

    private static IEnumerable<Contender> Proxied(Load load) =>
        Proxies.All.Select(proxy => new Contender(proxy.Name, runner => ProxiedAsync(runner, proxy, load)) { Missing = proxy.Missing });

    private static async Task<Sample> RecordedAsync(Runner runner, Load load)
    {
        var file = runner.Scratch["proxy.jsonl"];
        await using var echo = await RunningServer.StartAsync(Server.InC("echo"), runner.Scratch, Cores.Others);
        await using var proxy = await RunningServer.StartAsync(
            Server.OfTincan("proxy", "127.0.0.1:{port}", "{target}", "--record", file), runner.Scratch, Cores.Server, echo.Address);
        var sample = await runner.LoadAsync(proxy, load);
        var lost = LostEvents().Match(await proxy.StopAsync());
        File.Delete(file);
        return sample with { Lost = lost.Success ? double.Parse(lost.Groups["count"].Value, CultureInfo.InvariantCulture) : 0 };
    }

    private static async Task<Sample> ProxiedAsync(Runner runner, Server proxy, Load load)
    {
        await using var echo = await RunningServer.StartAsync(Server.InC("echo"), runner.Scratch, Cores.Others);
        return await runner.LoadAsync(proxy, load, Cores.Server, echo.Address);
    }

    /// <summary>What the program says when it ends, if events are missing.</summary>
    [GeneratedRegex(@"(?<count>\d+) events? (?:is|are) missing from the recording", RegexOptions.NonBacktracking)]
    private static partial Regex LostEvents();
}
