using System.Net.Sockets;
using Tincan.Faults.InForce;
using Tincan.Hosting;
using Tincan.Recording;
using Tincan.Reloading;
using Tincan.Wires.Sockets;

namespace Tincan.Cli.Services;

/// <summary>A service that listens, and then runs.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WireListener _listener;
    private Preparation? _preparation;
    private Prepared? _prepared;
    private Reloader? _reloader;
    private Host? _host;

    private RunningService(ServicePlan plan, WireListener listener) => (Plan, _listener) = (plan, listener);

    public ServicePlan Plan { get; }

    /// <summary>Where it listens.</summary>
    public System.Net.EndPoint LocalEndPoint => _listener.LocalEndPoint;

    /// <summary>Where the other services of the group reach it.</summary>
    public WireAddress Reached
    {
        get
        {
            if (LocalEndPoint is not System.Net.IPEndPoint local)
            {
                return Plan.Address;
            }

            return new HostPort(local.Address.Equals(System.Net.IPAddress.IPv6Any) || local.Address.Equals(System.Net.IPAddress.Any)
                ? "127.0.0.1"
                : local.Address.ToString(), local.Port);
        }
    }

    /// <summary>Whether it has files that can be reloaded.</summary>
    public bool HasFiles => _preparation!.Files.Count > 0;

    /// <summary>Fails when the server cannot go on.</summary>
    public Task Faulted => _host!.Faulted;

    /// <summary>Listens; whoever connects waits until it runs.</summary>
    /// <exception cref="ConnectException">It cannot listen there; the message has the service, and its position in the file.</exception>
    public static async Task<RunningService> ListenAsync(ServicePlan plan, CancellationToken cancel)
    {
        try
        {
            return new RunningService(plan, await SocketListener.ListenAsync(plan.Address, socketMode: plan.SocketMode?.Value ?? SocketListener.OwnerOnly, sendBuffer: plan.SendBuffer, cancel: cancel));
        }
        catch (ConnectException error)
        {
            var hint = error.InnerException is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } ? plan.HintWhenInUse : null;
            throw ServiceError.Of(plan, plan.Listen?.Where ?? plan.Where, hint is null ? error : new ConnectException($"{error.Message}; {hint}", error));
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

    /// <summary>Everything else is ready: the file that it writes is truncated, unless it is appended to.</summary>
    public void Begin() => _preparation!.Begin();

    /// <summary>Runs it.</summary>
    public void Start(HostOptions options, Recorder? recorder, FaultInjector? faults)
    {
        var codec = _prepared!.Codec ?? Plan.Codec;
        _host = Host.Start(
            _prepared.Tls?.Wrap(_listener) ?? _listener,
            _prepared.Server,
            options with { Pipeline = new(recorder?.Link(codec, Plan.IsAlone ? null : Plan.Name), faults?.Link(codec)) },
            _preparation!.Log);
    }

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
