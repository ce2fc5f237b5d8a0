using Tincan.Bench.Measuring;
using Tincan.Bench.Servers;

namespace Tincan.Bench.Processes;

/// <summary>A server under test, or a proxy under test and the server behind it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Listening = "listening on ";

    private readonly Child _child;
    private readonly bool _answers;
    private readonly ServerProcess? _behind;

    private ServerProcess(Child child, bool answers, ServerProcess? behind, string address)
    {
        _child = child;
        _answers = answers;
        _behind = behind;
        Address = address;
    }

    public string Address { get; }

    public TimeSpan ProcessorTime => _child.ProcessorTime;

    /// <summary>Starts it; a proxy has the server's core alone, and what is behind it shares the load's.</summary>
    public static async Task<ServerProcess> StartAsync(Peer peer)
    {
        var behind = peer.Behind is null ? null : await StartAsync(peer.Behind, Pinning.Load);
        return await StartAsync(peer, Pinning.Server, behind);
    }

    /// <summary>Bytes allocated so far; null from a server that cannot say.</summary>
    public Task<long?> AllocatedAsync() => AskAsync(Serving.Allocated);

    /// <summary>Managed bytes alive; null from a server that cannot say.</summary>
    public Task<long?> HeapAsync() => AskAsync(Serving.Heap);

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        if (_behind is not null)
        {
            await _behind.DisposeAsync();
        }
    }

    private static async Task<ServerProcess> StartAsync(Peer peer, Func<string[], string[]> pin, ServerProcess? behind = null)
    {
        var child = new Child(pin(peer.CommandTo(behind?.Address)), peer.SaysOnError);
        var line = await child.ReadLineAsync();
        if (!line.Contains(Listening, StringComparison.Ordinal))
        {
            throw new BenchException($"{peer.Name} said '{line}' and not where it listens");
        }

        if (!peer.Answers)
        {
            child.Ignore();
        }

        return new(child, peer.Answers, behind, line[(line.LastIndexOf(' ') + 1)..]);
    }

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
