using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Recording;
using Tincan.Wires;
using Tincan.Wires.Links;
using Tincan.Wires.Sockets;

namespace Tincan.Testing;

/// <summary>Something in this process that the program under test connects to, on a free port of 127.0.0.1. It is closed when it is disposed.</summary>
public abstract class TestEndpoint : IAsyncDisposable
{
    /// <summary>A test does not wait for clients that stay connected.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly Host _host;
    private readonly FaultInjector _faults;

    private protected TestEndpoint(Host host, FaultInjector faults, Traffic traffic)
    {
        _host = host;
        _faults = faults;
        Traffic = traffic;
        Address = new HostPort("127.0.0.1", ((IPEndPoint)host.LocalEndPoint).Port);
    }

    /// <summary>What the program under test connects to.</summary>
    public HostPort Address { get; }

    /// <summary>The port of <see cref="Address"/>.</summary>
    public int Port => Address.Port;

    /// <summary>What has gone over the connections, and what the faults did to it.</summary>
    public Traffic Traffic { get; }

    /// <summary>Ends the faults, and closes the port and all connections. Those that are still open a tenth of a second later are reset.</summary>
    public async ValueTask DisposeAsync()
    {
        _faults.Dispose();
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Listens on a free port, and makes an endpoint of it.</summary>
    private protected static async Task<T> StartAsync<T>(
        IServer server, FaultPlan plan, MessageCodec codec, Func<Host, FaultInjector, Traffic, T> make, CancellationToken cancel)
    {
        var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0), cancel: cancel);
        var traffic = new Traffic();
        var faults = new FaultInjector(plan);
        var options = new HostOptions
        {
            Pipeline = new ConnectionPipeline(new Recorder(sinks: traffic).Link(codec), faults.Link(codec)),
            DrainTimeout = Patience,
            LingerTimeout = Patience,
        };
        return make(Host.Start(listener, server, options, traffic), faults, traffic);
    }
}
