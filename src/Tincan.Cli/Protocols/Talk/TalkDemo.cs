using Tincan.Cli.Demo;
using Tincan.Protocols.Talk;

namespace Tincan.Cli.Protocols.Talk;

/// <summary>A short talk: both sides read their lines from a script and take turns.</summary>
internal static class TalkDemo
{
    public static DemoPart Part { get; } = new("talk", "two sides take turns; the client speaks first, and a blank line ends the talk", PlayAsync);

    private static async Task PlayAsync(DemoBench bench)
    {
        var client = new Script("client", DemoBench.Sample("talk-client.txt"));
        var server = new Script("server", DemoBench.Sample("talk-server.txt"));
        await using var host = await bench.ServeAsync(new TalkServer(server, new LineOptions()));
        await using var wire = await bench.ConnectAsync(host);
        var ending = await TalkClient.RunAsync(wire, client, new TalkClientOptions { Lines = new() { Dialect = Dialect.Lf }, GreetingWait = TimeSpan.Zero }, bench.Cancel);
        bench.Check(
            ending == TalkEnding.Here && client.Received.SequenceEqual(server.Sent) && server.Received.SequenceEqual(client.Sent),
            "each side received exactly what the other sent, in turns");
    }

    private sealed class Script(string name, string file) : ITalker
    {
        private readonly Queue<string> _lines = new(File.ReadAllLines(file));

        public List<string> Sent { get; } = [];

        public List<string> Received { get; } = [];

        public Task<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancel)
        {
            if (!_lines.TryDequeue(out var line))
            {
                return Task.FromResult<ReadOnlyMemory<byte>?>(null);
            }

            if (line.Length > 0)
            {
                Sent.Add(line);
                DemoBench.Show(name, Encoding.UTF8.GetBytes(line));
            }

            return Task.FromResult<ReadOnlyMemory<byte>?>(Encoding.UTF8.GetBytes(line));
        }

        public ValueTask ShowAsync(ReadOnlyMemory<byte> message)
        {
            Received.Add(Encoding.UTF8.GetString(message.Span));
            return ValueTask.CompletedTask;
        }
    }
}
