using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>A host on a listener in memory, under a clock that stands still.</summary>
internal sealed class HostBench : IAsyncDisposable
{
    private readonly MemoryListener _listener = new();
    private readonly List<MemoryWire> _clients = [];

    public HostBench(IServer server, HostOptions? options = null) =>
        Host = Host.Start(_listener, server, (options ?? new()) with { Time = Clock }, Log);

    public HostBench(Func<Conversation, Task> serve, HostOptions? options = null)
        : this(new FuncServer(serve), options)
    {
    }

    public FakeClock Clock { get; } = new();

    public LogLines Log { get; } = new();

    public Host Host { get; }

    public MemoryWire Connect()
    {
        var client = _listener.Connect();
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(static client => client.Abort());
        await Host.DisposeAsync().InTime();
    }
}
