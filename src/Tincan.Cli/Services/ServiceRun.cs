using Microsoft.Extensions.Logging;
using Tincan.Cli.SharedOptions;
using Tincan.Cli.Telemetry;
using Tincan.Cli.Web;
using Tincan.Faults.InForce;
using Tincan.Recording;

namespace Tincan.Cli.Services;

/// <summary>Runs a group of services. If one cannot start, none runs.</summary>
/// <param name="group">The services.</param>
internal sealed class ServiceRun(ServiceGroup group) : IAsyncDisposable
{
    private readonly List<RunningService> _services = [];

    /// <summary>The command, as the title of the live page.</summary>
    public required string Title { get; init; }

    /// <summary>The faults to inject; null for none.</summary>
    public FaultInjector? Faults { get; init; }

    /// <summary>Whether the live page may change the faults.</summary>
    public bool MayChangeFaults { get; init; }

    /// <summary>Runs the services until a signal comes.</summary>
    /// <param name="watching">The recording and the ladder.</param>
    /// <param name="interrupt">The signals.</param>
    /// <param name="running">Called when all services run.</param>
    public async Task<int> RunAsync(Watching watching, Interrupt interrupt, Action<IReadOnlyList<RunningService>> running)
    {
        await using var reporting = Reporting.Start(group.Log.Level, group.Log.Format);
        var log = reporting.Log;
        foreach (var service in group.Services)
        {
            _services.Add(await RunningService.ListenAsync(service, interrupt.Token));
        }

        var warnings = new List<string>();
        foreach (var service in _services)
        {
            warnings.AddRange(await service.PrepareAsync(
                new Preparation(service.Plan, group.Folder, server => group.AddressOf(server) ?? Find(server.Value).Reached, log), interrupt.Token));
        }

        FaultSettings.CheckNames(Faults, _services.Exists(static service => service.HasNames));
        warnings.ForEach(Stderr.Line);
        await using var page = group.Page is { } wanted ? await StartPageAsync(wanted, watching.Begin()) : null;
        FaultSettings.Note(Faults, watching.Recorder);
        using var hangup = _services is [{ Plan.IsAlone: true, HasFiles: false }]
            ? null
            : new Hangup(() => SystemdNotify.Reload(() => _services.ForEach(static service => service.Reload())));
        _services.ForEach(static service => service.Begin());
        _services.ForEach(service => service.Start(group.OptionsOf(service.Plan), watching.Recorder, Faults));

        running(_services);
        SystemdNotify.Ready();
        await await Task.WhenAny([interrupt.WaitAsync(), .. _services.Select(static service => service.Faulted)]);
        SystemdNotify.Stopping();

        // Before draining: bytes that faults hold back are released, because connections cannot end without them.
        Faults?.Dispose();
        await StopAsync(log);
        await reporting.ExportRestAsync();
        return interrupt.StoppedExitCode;
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_services.Select(static service => service.DisposeAsync().AsTask()));

    // A method of its own, so that a web server is loaded only if there is a page.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<IAsyncDisposable> StartPageAsync(PagePlan wanted, Recorder recorder)
    {
        var address = group.File ?? (_services is [var only] ? $"{only.LocalEndPoint}" : $"{_services.Count} services");
        var desk = Faults is null ? null : new FaultDesk(Faults, recorder, MayChangeFaults);
        var page = await LivePage.StartAsync(wanted.Port, recorder, Title, address, desk);
        Stderr.Page(page.Address);
        return page;
    }

    /// <summary>Stops all services at the same time, except that a service stops after those that ask it, which may still need its answers.</summary>
    private async Task StopAsync(ILogger log)
    {
        var stops = new Dictionary<string, Lazy<Task<int>>>();
        foreach (var service in _services)
        {
            stops[service.Plan.Name] = new Lazy<Task<int>>(() => StopAfterAsync(service));
        }

        await Task.WhenAll(stops.Values.Select(static stop => stop.Value));
        foreach (var service in _services.Where(static service => !service.Plan.IsAlone))
        {
            OperatorLog.Stopped(new ServiceLog(log, service.Plan.Name, isOneOfMany: true), await stops[service.Plan.Name].Value);
        }

        async Task<int> StopAfterAsync(RunningService service)
        {
            var askers = group.Services.Where(other => group.AskedBy(other).Contains(service.Plan));
            await Task.WhenAll(askers.Select(asker => stops[asker.Name].Value));
            return await service.StopAsync();
        }
    }

    private RunningService Find(string name) => _services.First(service => service.Plan.Name == name);
}
