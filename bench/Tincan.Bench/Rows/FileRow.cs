using System.Diagnostics;
using Tincan.Bench.Loads;
using Tincan.Bench.Measuring;
using Tincan.Bench.Processes;
using Tincan.Bench.Servers;

namespace Tincan.Bench.Rows;

/// <summary>A client sends a large file to a reverse server, and writes the answers to another file.</summary>
internal static class FileRow
{
    private const int Count = 1_000_000;

    public static Row Row { get; } = new(
        "file",
        "1,000,000 lines of 64 B, reversed into a file",
        [Figure.Seconds],
        [
            new("Tincan", runner => ReverseAsync(runner, ReverseServer("Tincan"), OurClient)),
            new("Tincan's server, C client", runner => ReverseAsync(runner, ReverseServer("Tincan"), ClientInC)),
            new("Tincan's client, C server", runner => ReverseAsync(runner, ReverseServer("C"), OurClient)),
            new("C", runner => ReverseAsync(runner, ReverseServer("C"), ClientInC)),
        ],
        "C");

    private static Server ReverseServer(string name) => EchoServers.All("reverse").Single(server => server.Name == name);

    private static string[] OurClient(int port, string input, string output) => [Programs.Tincan, "reverse", "127.0.0.1", $"{port}", input, "-o", output];

    private static string[] ClientInC(int port, string input, string output) => [Compiled.Get("client.c"), $"{port}", input, output];

    private static async Task<Sample> ReverseAsync(Runner runner, Server server, Func<int, string, string, string[]> client)
    {
        var input = runner.Scratch.Get("lines.txt", static path => File.WriteAllLines(path, Scripts.Lines(Count)));
        var expected = runner.Scratch.Get("reversed.txt", static path => File.WriteAllLines(path, Scripts.Lines(Count).Select(static line => new string([.. line.Reverse()]))));
        var output = runner.Scratch["answers.txt"];
        File.Delete(output);
        await using var running = await RunningServer.StartAsync(server, runner.Scratch, Cores.Server);
        var clock = Stopwatch.StartNew();
        await using var process = new Child(Cores.Load, client(running.Port, input, output));
        process.IgnoreOutput();
        await process.WaitAsync();
        var took = clock.Elapsed;
        return File.ReadAllBytes(output).AsSpan().SequenceEqual(File.ReadAllBytes(expected))
            ? new Sample { Seconds = took.TotalSeconds }
            : throw new BenchException("the answers are not the reversed lines");
    }
}
