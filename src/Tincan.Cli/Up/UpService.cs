using Microsoft.Extensions.Logging;
using Tincan.Cli.Terminal;
using Tincan.Hosting;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Cli.Up;

/// <summary>A service of a plan that listens, and then runs.</summary>
internal sealed class UpService : IAsyncDisposable
{
    private readonly WireListener _listener;
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
            var where = plan.Listen?.Where ?? plan.Where;
            throw new ConnectException($"{(where is null ? "" : $"{where.Place}: ")}{plan.Name}: {error.Message}", error);
        }
    }

    /// <summary>Runs it.</summary>
    public void Start(IServer server, TlsServer? tls, HostOptions options, Recorder? recorder, ILogger log) =>
        _host = Host.Start(
            tls?.Wrap(_listener) ?? _listener,
            server,
            options with { Recorder = recorder, Name = Plan.Name, RecordsName = true },
            new ServiceLog(log, Plan.Name, isOneOfMany: true));

    /// <summary>Stops it within its limit.</summary>
    /// <returns>How many conversations had to be reset.</returns>
    public Task<int> StopAsync() => _host!.StopAsync();

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? _listener.DisposeAsync();
}
