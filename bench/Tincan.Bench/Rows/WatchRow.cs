using System.Diagnostics;
using Tincan.Bench.Measuring;
using Tincan.Bench.Processes;

namespace Tincan.Bench.Rows;

/// <summary>A large recording is drawn, and the same capture is listed.</summary>
internal static class WatchRow
{
    private const int Events = 1_000_000;
    private const int Connections = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static Row Row { get; } = new(
        "watch",
        "1,000,000 events of 50 connections",
        [Figure.Seconds, Figure.Megabytes],
        [
            new("Tincan", static runner => DrawAsync(Programs.Tincan, "watch", Recording(runner))),
            new("tshark", static runner => DrawAsync("tshark", "-n", "-r", Capture(runner))) { Missing = Programs.IsInstalled("tshark") ? null : "tshark" },
        ],
        "tshark");

    private static async Task<Sample> DrawAsync(params string[] command)
    {
        var clock = Stopwatch.StartNew();
        await using var process = new Child(Cores.Server, command);
        process.IgnoreOutput();
        long peak = 0;
        for (var end = process.WaitAsync(); !end.IsCompleted; await Task.WhenAny(end, Task.Delay(Pause, TimeProvider.System)))
        {
            peak = Math.Max(peak, ProcessStatus.Peak(process.Id));
        }

        await process.WaitAsync();
        return new Sample { Seconds = clock.Elapsed.TotalSeconds, Memory = peak };
    }

    private static string Recording(Runner runner) => runner.Scratch.Get("recording.jsonl", static path => File.WriteAllLines(path, RecordingLines()));

    private static string Capture(Runner runner)
    {
        var recording = Recording(runner);
        return runner.Scratch.Get("recording.pcapng", path =>
        {
            if (Programs.Output(Programs.Tincan, "watch", recording, "--to", "pcapng", "-o", path) is { Length: > 0 } said)
            {
                throw new BenchException($"the recording could not be exported: {said}");
            }
        });
    }

    /// <summary>Echoes of lines, each event a tenth of a millisecond after the one before: docs/recording.md has the format.</summary>
    private static IEnumerable<string> RecordingLines()
    {
        yield return """{"tincan-recording":4,"began":"2026-03-01T09:00:00Z","by":"tincan"}""";
        var began = new DateTime(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc);
        var offsets = new int[Connections];
        for (var number = 1; number <= Events; number++)
        {
            var at = TimeSpan.FromMicroseconds(100L * number);
            var head = $"{{\"number\":{number},\"time\":{at.TotalSeconds:0.####},\"wall\":\"{began + at:yyyy-MM-ddTHH:mm:ss.FFFFFFF}Z\",\"connection\":";
            if (number <= Connections)
            {
                yield return $"{head}{number},\"what\":\"accept\",\"direction\":\"to-server\",\"offset\":0,\"text\":\"127.0.0.1:{40_000 + number} to 127.0.0.1:50007\"}}";
                continue;
            }

            var connection = (number - Connections - 1) / 2 % Connections;
            var isRequest = (number - Connections) % 2 == 1;
            var data = $"line {offsets[connection] / 16 % 1_000_000_000,10}";
            yield return $"{head}{connection + 1},\"what\":\"{(isRequest ? "receive" : "send")}\",\"direction\":\"{(isRequest ? "to-server" : "to-client")}\","
                + $"\"offset\":{offsets[connection]},\"data\":\"{data}\\n\"}}";
            offsets[connection] += isRequest ? 0 : data.Length + 1;
        }
    }
}
