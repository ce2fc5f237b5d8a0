using System.Net.Sockets;
using Tincan.Faults.InForce;
using Tincan.Hosting;
using Tincan.Recording;
using Tincan.Reloading;
using Tincan.Wires.Sockets;

namespace Tincan.Cli.Services;

/// <summary>A service that listens, then is prepared, then runs.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WireListener _listener;
    private Preparation? _preparation;
    private Prepared? _prepared;
    private Reloader? _reloader;
    private Host? _host;

    private RunningService(ServicePlan plan, WireListener listener) => (Plan, _listener) = (plan, listener);

    public ServicePlan Plan { get; }

    /// <summary>The endpoint on which it listens.</summary>
    public System.Net.EndPoint LocalEndPoint => _listener.LocalEndPoint;

    /// <summary>The address at which the other services of the group reach it.</summary>
    public WireAddress Reached => LocalEndPoint is not System.Net.IPEndPoint local ? Plan.Address
        : local.Address.Equals(System.Net.IPAddress.IPv6Any) || local.Address.Equals(System.Net.IPAddress.Any) ? new HostPort("127.0.0.1", local.Port)
        : new HostPort(local.Address.ToString(), local.Port);

    /// <summary>Whether it has files that can be reloaded.</summary>
    public bool HasFiles => _preparation!.Files.Count > 0;

    /// <summary>Whether its messages have names.</summary>
    public bool HasNames => Codec?.Naming is not null;

    /// <summary>Fails if the host fails.</summary>
    public Task Faulted => _host!.Faulted;

    /// <summary>Starts listening. Clients that connect wait until the service runs.</summary>
    /// <exception cref="ConnectException">It cannot listen; the message names the service and its position in the file.</exception>
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

    /// <summary>Creates the server and loads its files. Changes no existing file.</summary>
    /// <param name="preparation">Loads the files. It is disposed with the service.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>Warnings for the user.</returns>
    public async Task<IReadOnlyList<string>> PrepareAsync(Preparation preparation, CancellationToken cancel)
    {
        _preparation = preparation;
        _prepared = await Plan.PrepareWithTlsAsync(preparation, cancel);
        _reloader = new Reloader(preparation.Files, preparation.Log, TimeProvider.System);
        return preparation.Warnings;
    }

    /// <summary>Truncates the output file, unless it is appended to. Called when everything else is ready.</summary>
    public void Begin() => _preparation!.Begin();

    /// <summary>Starts serving.</summary>
    public void Start(HostOptions options, Recorder? recorder, FaultInjector? faults)
    {
        var codec = Codec;
        _host = Host.Start(
            _prepared!.Tls?.Wrap(_listener) ?? _listener,
            _prepared.Server,
            options with { Pipeline = new(recorder?.Link(codec, Plan.IsAlone ? null : Plan.Name), faults?.Link(codec)) },
            _preparation!.Log);
    }

    private MessageCodec? Codec => _prepared!.Codec ?? Plan.Codec;

    /// <summary>Reloads its files.</summary>
    public void Reload() => _reloader!.Reload();

    /// <summary>Drains and stops the service within its drain timeout.</summary>
    /// <returns>How many connections had to be reset.</returns>
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
