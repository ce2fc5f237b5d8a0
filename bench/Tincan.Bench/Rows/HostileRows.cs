using Tincan.Bench.Loads;
using Tincan.Bench.Measuring;
using Tincan.Bench.Processes;
using Tincan.Bench.Servers;

namespace Tincan.Bench.Rows;

/// <summary>How late answers are for good clients among thousands of bad ones. The good ones ask at fixed times.</summary>
internal static class HostileRows
{
    private const string Alone = "undisturbed";
    private const int Slow = 2_000;
    private const int Deaf = 500;
    private const int Rate = 5_000;

    public static IEnumerable<Row> All { get; } = [Row("reverse", Scripts.Reverse, Reverse), Row("book", Scripts.Book(1_000), Book)];

    private static Row Row(string name, Script script, Func<Runner, Server> server)
    {
        var load = new Load(script, 50) { Rate = Rate };
        return new(
            $"hostile.{name}",
            $"{name}: {Rate:N0} requests a second of 50 clients",
            [Figure.P99, Figure.Median],
            [
                new("Tincan, attacked", runner => AttackedAsync(runner, server(runner), load, isTarget: true)),
                new("attacked beside it", runner => AttackedAsync(runner, server(runner), load, isTarget: false)),
                new(Alone, runner => runner.LoadAsync(server(runner), load, Cores.Server)),
            ],
            Alone);
    }

    private static Server Reverse(Runner runner) => EchoServers.All("reverse")[0];

    private static Server Book(Runner runner) => TableRows.BookServer("Tincan", TableRows.BookFile(runner, 1_000));

    /// <summary>Attacks the server that is measured, or another one just like it: what the attackers themselves cost the machine.</summary>
    private static async Task<Sample> AttackedAsync(Runner runner, Server server, Load load, bool isTarget)
    {
        await using var measured = await RunningServer.StartAsync(server, runner.Scratch, Cores.Server);
        await using var other = await RunningServer.StartAsync(server, runner.Scratch, Cores.Others);
        await using var attack = new Child(
            Cores.Others,
            [Compiled.Get("attack.c"), $"{(isTarget ? measured : other).Port}", runner.Scratch.Get(load.Script.Name, load.Script.Write), $"{Slow}", $"{Deaf}"]);
        await attack.ReadLineAsync();

        // So that each of a few seconds has its byte from everybody.
        return await (runner with { Seconds = Math.Max(runner.Seconds, 3) }).LoadAsync(measured, load);
    }
}
