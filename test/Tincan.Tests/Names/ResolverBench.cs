using System.Collections.Concurrent;
using System.Threading.Channels;
using Tincan.Hosting;
using Tincan.Protocols.Names;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Names;

/// <summary>A resolver in a host, and table servers <c>ts:1</c> and <c>ts:2</c> that the test plays.</summary>
internal sealed class ResolverBench : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<int, Channel<MemoryWire>> _accepted = new();
    private readonly HashSet<int> _refusing = [];
    private readonly int _window;

    public ResolverBench(ResolverOptions? options = null, HostOptions? host = null, int window = 64 * 1024)
    {
        _window = window;
        options ??= Options;
        Bench = HostBench.WithClock(
            clock => new ResolverServer(options with { Connect = options.Connect ?? ConnectAsync, Lines = options.Lines with { Time = clock } }),
            host);
    }

    public static ResolverOptions Options { get; } = new() { Upstreams = [new HostPort("ts", 1), new HostPort("ts", 2)] };

    public HostBench Bench { get; }

    public FakeClock Clock => Bench.Clock;

    public MemoryWire Connect() => Bench.Connect();

    /// <summary>From here on connecting to a table server fails.</summary>
    public void Refuse(int port) => _refusing.Add(port);

    /// <summary>The next connection that the resolver makes to a table server.</summary>
    public Task<MemoryWire> AcceptAsync(int port) => Accepted(port).Reader.ReadAsync().InTime();

    /// <summary>The next connection to a table server, and the question that came on it.</summary>
    public async Task<MemoryWire> AcceptAsync(int port, string question)
    {
        var upstream = await AcceptAsync(port);
        Assert.Equal(question, await upstream.ReceiveTextAsync());
        return upstream;
    }

    /// <summary>Lets the deadline of a question that was just asked pass.</summary>
    public async Task TimeOutAsync()
    {
        await Clock.WhenTimerAsync(Deadline);
        Clock.Advance(Deadline);
    }

    /// <summary>Waits until no question is under way.</summary>
    public Task WhenIdleAsync() => Clock.WhenNoTimerAsync(Deadline);

    /// <summary>A question may still be waiting: the stop limit or its deadline ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        var disposing = Bench.DisposeAsync().AsTask();
        await Task.WhenAny(disposing, Clock.WhenTimerAsync(Deadline));
        Clock.Advance(Deadline);
        await disposing.InTime();
    }

    private Task<Wire> ConnectAsync(WireAddress server, CancellationToken cancel)
    {
        if (_refusing.Contains(((HostPort)server).Port))
        {
            return Task.FromException<Wire>(new ConnectException("refused"));
        }

        var (client, upstream) = MemoryWire.CreatePair(_window);
        Accepted(((HostPort)server).Port).Writer.TryWrite(upstream);
        return Task.FromResult<Wire>(client);
    }

    private Channel<MemoryWire> Accepted(int port) => _accepted.GetOrAdd(port, static _ => Channel.CreateUnbounded<MemoryWire>());
}
