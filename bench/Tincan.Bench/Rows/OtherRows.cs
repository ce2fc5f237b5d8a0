using System.Diagnostics;
using Tincan.Bench.Loads;
using Tincan.Bench.Measuring;
using Tincan.Bench.Processes;
using Tincan.Bench.Servers;

namespace Tincan.Bench.Rows;

/// <summary>Memory of idle connections, and the start of a client.</summary>
internal static class OtherRows
{
    private const int Idle = 10_000;
    private const int Starts = 20;

    public static IEnumerable<Row> All { get; } =
    [
        new(
            "idle",
            "10,000 connections, idle after one echo of 64 B",
            [Figure.Kibibytes],
            [
                .. EchoServers.All("echo").Where(static server => server.Name != "threads")
                    .Select(static server => new Contender(server.Name, runner => IdleAsync(runner, server)) { Missing = server.Missing }),
            ],
            "asyncio"),
        new(
            "send",
            "start, one line to an echo server and back, end",
            [Figure.Milliseconds],
            [
                new("Tincan", static runner => StartAsync(runner, static port => [Programs.Tincan, "send", "--half-close", "127.0.0.1", $"{port}"])),
                new("Python", static runner => StartAsync(runner, static port => [Programs.Python, Path.Combine(Programs.Peers, "send.py"), $"{port}"])),
            ],
            "Python"),
    ];

    /// <summary>What 10,000 connections add to the resident memory of a server that has had a few.</summary>
    private static async Task<Sample> IdleAsync(Runner runner, Server server)
    {
        await using var running = await RunningServer.StartAsync(server, runner.Scratch, Cores.Server);
        await using (await LoadProcess.StartAsync(runner.Scratch, running.Port, new Load(Scripts.Echo(64), 16), warm: 0, seconds: 0))
        {
        }

        var before = running.Resident;
        await using var load = await LoadProcess.StartAsync(runner.Scratch, running.Port, new Load(Scripts.Echo(64), Idle), warm: 0, seconds: 0);
        return new Sample { Memory = (running.Resident - before) / (double)Idle };
    }

    private static async Task<Sample> StartAsync(Runner runner, Func<int, string[]> command)
    {
        await using var echo = await RunningServer.StartAsync(Server.InC("echo"), runner.Scratch, Cores.Server);
        var took = new List<double?>();
        for (var start = 0; start < Starts; start++)
        {
            var clock = Stopwatch.StartNew();
            await using var client = new Child(Cores.Load, command(echo.Port));
            await client.WriteAsync("HELLO\n");
            var line = await client.ReadLineAsync();
            await client.WaitAsync();
            took.Add(clock.Elapsed.TotalSeconds);
            if (line != "HELLO")
            {
                throw new BenchException($"'{line}' came back");
            }
        }

        return new Sample { Seconds = Spread.Of(took)!.Median };
    }
}
