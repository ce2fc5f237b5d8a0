using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>A host on a listener in memory, under a clock that stands still.</summary>
internal sealed class HostBench : IAsyncDisposable
{
    /// <summary>No limit is measured, so no timer is set.</summary>
    public static readonly HostOptions Unlimited = new()
    {
        IdleTimeout = Timeout.InfiniteTimeSpan,
        MessageTimeout = Timeout.InfiniteTimeSpan,
        WriteTimeout = Timeout.InfiniteTimeSpan,
    };

    private readonly MemoryListener _listener = new();
    private readonly List<MemoryWire> _clients = [];
    private readonly HostOptions _options;

    public HostBench(IServer server, HostOptions? options = null)
    {
        _options = (options ?? new()) with { Time = Clock };
        Host = Host.Start(_listener, server, _options, Log);
    }

    private HostBench(HostOptions? options, Func<FakeClock, IServer> server)
    {
        _options = (options ?? new()) with { Time = Clock };
        Host = Host.Start(_listener, server(Clock), _options, Log);
    }

    public HostBench(Func<Conversation, Task> serve, HostOptions? options = null)
        : this(new FuncServer(serve), options)
    {
    }

    /// <summary>Hosts a server that needs the clock.</summary>
    public static HostBench WithClock(Func<FakeClock, IServer> server, HostOptions? options = null) => new(options, server);

    public FakeClock Clock { get; } = new();

    public LogLines Log { get; } = new();

    public Host Host { get; }

    /// <summary>Connects.</summary>
    /// <param name="from">The client's address; null for none.</param>
    public MemoryWire Connect(string? from = null)
    {
        var client = _listener.Connect(from is null ? null : new IPEndPoint(IPAddress.Parse(from), 40_000));
        _clients.Add(client);
        return client;
    }

    /// <summary>Waits until so many connections are open, and those that ended are counted as such.</summary>
    public Task WhenConnectionsAsync(int count) => Bounded.UntilAsync(() => Host.Connections == count);

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(static client => client.Abort());
        var stopping = Host.DisposeAsync().AsTask();

        // A conversation that is stopped before it has seen the abort may wait for another peer, and this clock stands still.
        if (await Task.WhenAny(stopping, Clock.WhenTimerAsync(_options.DrainTimeout)) != stopping)
        {
            Clock.Advance(_options.DrainTimeout);
        }

        await stopping.InTime();
    }
}
