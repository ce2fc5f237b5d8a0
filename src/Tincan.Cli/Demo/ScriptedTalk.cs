using Tincan.Protocols.Talk;

namespace Tincan.Cli.Demo;

/// <summary>A short talk: both sides read their lines from a script and take turns.</summary>
internal static class ScriptedTalk
{
    public static async Task PlayAsync(Stage stage)
    {
        Stage.Begin("talk", "two sides take turns; the client speaks first, and a blank line ends the talk");
        var client = new Script("client", Stage.Sample("talk-client.txt"));
        var server = new Script("server", Stage.Sample("talk-server.txt"));
        await using var host = await stage.ServeAsync(new TalkServer(server, new LineOptions()));
        await using var wire = await stage.ConnectAsync(host);
        var ending = await TalkClient.RunAsync(wire, client, new TalkClientOptions { Lines = new() { Dialect = Dialect.Lf }, GreetingWait = TimeSpan.Zero }, stage.Cancel);
        stage.Check(
            ending == TalkEnding.Here && client.Heard.SequenceEqual(server.Said) && server.Heard.SequenceEqual(client.Said),
            "each side received exactly what the other sent, in turns");
    }

    private sealed class Script(string name, string file) : ITalker
    {
        private readonly Queue<string> _lines = new(File.ReadAllLines(file));

        public List<string> Said { get; } = [];

        public List<string> Heard { get; } = [];

        public Task<ReadOnlyMemory<byte>?> SayAsync(CancellationToken cancel)
        {
            if (!_lines.TryDequeue(out var line))
            {
                return Task.FromResult<ReadOnlyMemory<byte>?>(null);
            }

            if (line.Length > 0)
            {
                Said.Add(line);
                Stage.Said(name, Encoding.UTF8.GetBytes(line));
            }

            return Task.FromResult<ReadOnlyMemory<byte>?>(Encoding.UTF8.GetBytes(line));
        }

        public ValueTask HearAsync(ReadOnlyMemory<byte> message)
        {
            Heard.Add(Encoding.UTF8.GetString(message.Span));
            return ValueTask.CompletedTask;
        }
    }
}
