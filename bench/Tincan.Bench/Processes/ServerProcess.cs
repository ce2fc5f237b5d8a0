using System.Globalization;
using Tincan.Bench.Measuring;
using Tincan.Bench.Servers;

namespace Tincan.Bench.Processes;

/// <summary>A server under test.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Listening = "listening on ";

    private readonly Child _child;
    private readonly bool _answers;

    private ServerProcess(Child child, bool answers, string address)
    {
        _child = child;
        _answers = answers;
        Address = address;
    }

    public string Address { get; }

    public TimeSpan ProcessorTime => _child.ProcessorTime;

    public static async Task<ServerProcess> StartAsync(Peer peer)
    {
        var child = new Child(Pinning.Server([.. peer.Command]));
        var line = await child.ReadLineAsync();
        return line.StartsWith(Listening, StringComparison.Ordinal)
            ? new(child, peer.Answers, line[Listening.Length..])
            : throw new BenchException($"{peer.Name} said '{line}' and not where it listens");
    }

    /// <summary>Bytes allocated so far; null from a server that cannot say.</summary>
    public Task<long?> AllocatedAsync() => AskAsync(Serving.Allocated);

    /// <summary>Managed bytes alive; null from a server that cannot say.</summary>
    public Task<long?> HeapAsync() => AskAsync(Serving.Heap);

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private async Task<long?> AskAsync(string question)
    {
        if (!_answers)
        {
            return null;
        }

        await _child.TellAsync(question);
        return long.Parse(await _child.ReadLineAsync(), CultureInfo.InvariantCulture);
    }
}
