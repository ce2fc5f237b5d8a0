using Tincan.Hosting;
using Tincan.Recording;
using Tincan.Reloading;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace Tincan.Cli.Up;

/// <summary>A service of a plan that listens, and then runs.</summary>
internal sealed class UpService : IAsyncDisposable
{
    private readonly WireListener _listener;
    private Preparation? _preparation;
    private Prepared? _prepared;
    private Reloader? _reloader;
    private Host? _host;

    private UpService(ServicePlan plan, WireListener listener) => (Plan, _listener) = (plan, listener);

    public ServicePlan Plan { get; }

    /// <summary>Where it listens.</summary>
    public System.Net.EndPoint LocalEndPoint => _listener.LocalEndPoint;

    /// <summary>Where the other services of the plan reach it.</summary>
    public WireAddress Reached
    {
        get
        {
            if (LocalEndPoint is not System.Net.IPEndPoint place)
            {
                return Plan.Place;
            }

            return new HostPort(place.Address.Equals(System.Net.IPAddress.IPv6Any) || place.Address.Equals(System.Net.IPAddress.Any)
                ? "127.0.0.1"
                : place.Address.ToString(), place.Port);
        }
    }

    /// <summary>Fails when the server cannot go on.</summary>
    public Task Faulted => _host!.Faulted;

    /// <summary>Listens; who connects waits until it runs.</summary>
    /// <exception cref="ConnectException">It cannot listen there; the message says which service, and where that stands in the file.</exception>
    public static async Task<UpService> ListenAsync(ServicePlan plan, CancellationToken cancel)
    {
        try
        {
            return new UpService(plan, await SocketListener.ListenAsync(plan.Place, socketMode: plan.SocketMode?.Value ?? SocketListener.OwnerOnly, sendBuffer: plan.SendBuffer, cancel: cancel));
        }
        catch (ConnectException error)
        {
            throw PlacedError.Of(plan.Listen?.Where ?? plan.Where, plan.Name, error);
        }
    }

    /// <summary>Makes the server, with all that it needs. Nothing that was there before is changed by it.</summary>
    /// <param name="preparation">Does it, and is disposed of with this.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What should be known though it is not wrong.</returns>
    public async Task<IReadOnlyList<string>> PrepareAsync(Preparation preparation, CancellationToken cancel)
    {
        _preparation = preparation;
        _prepared = await Plan.PrepareWithTlsAsync(preparation, cancel);
        _reloader = new Reloader(preparation.Files, preparation.Log, TimeProvider.System);
        return preparation.Warnings;
    }

    /// <summary>Nothing is in the way any more: the file that it writes is emptied, unless it is appended to.</summary>
    public void Begin() => _preparation!.Begin();

    /// <summary>Runs it.</summary>
    public void Start(HostOptions options, Recorder? recorder) =>
        _host = Host.Start(
            _prepared!.Tls?.Wrap(_listener) ?? _listener,
            _prepared.Server,
            options with { Pipeline = new(recorder?.Link(Plan.Codec, Plan.Name)), Name = Plan.Name },
            _preparation!.Log);

    /// <summary>Reads its files again.</summary>
    public void Reload() => _reloader!.Reload();

    /// <summary>Stops it within its limit.</summary>
    /// <returns>How many conversations had to be reset.</returns>
    public Task<int> StopAsync() => _host!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        _reloader?.Dispose();
        await (_host?.DisposeAsync() ?? _listener.DisposeAsync());
        if (_preparation is not null)
        {
            await _preparation.DisposeAsync();
        }
    }
}
