using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Tincan.Cli.Telemetry;
using Tincan.Cli.Terminal;
using Tincan.Cli.Web;
using Tincan.Hosting;
using Tincan.Recording;
using Tincan.Reloading;
using Tincan.Wires;

namespace Tincan.Cli.Up;

/// <summary>Runs a plan: all of it or, if something is in the way, nothing.</summary>
internal sealed class UpRun : IAsyncDisposable
{
    private readonly UpPlan _plan;
    private readonly List<UpService> _services = [];
    private readonly Preparation _preparation;

    private UpRun(UpPlan plan, ILogger log)
    {
        _plan = plan;
        _preparation = new Preparation(plan, name => Find(name).Reached, log);
    }

    /// <summary>Runs a plan until a signal comes.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="watching">What else sees the conversations.</param>
    /// <param name="interrupt">The signals.</param>
    /// <param name="running">Is told once everything listens.</param>
    public static async Task<int> RunAsync(UpPlan plan, Watching watching, Interrupt interrupt, Action<IReadOnlyList<UpService>> running)
    {
        await using var reporting = Reporting.Start(plan.Log, plan.LogFormat);
        var log = reporting.Log;
        await using var run = new UpRun(plan, log);
        foreach (var service in plan.Services)
        {
            run._services.Add(await UpService.ListenAsync(service, interrupt.Token));
        }

        var servers = new List<(IServer Server, TlsServer? Tls)>();
        foreach (var service in plan.Services)
        {
            servers.Add((await service.PrepareAsync(run._preparation, interrupt.Token), service.Tls?.Open(run._preparation)));
        }

        run._preparation.Warnings.ForEach(Say.Line);
        await using var page = plan.Page is { } wanted ? await StartPageAsync(wanted, plan, watching.Begin()) : null;
        using var reloader = new Reloader(run._preparation.Files, log, TimeProvider.System);
        using var hangup = new Hangup(() => ServiceManager.Reload(reloader.Reload));
        foreach (var (service, (server, tls)) in run._services.Zip(servers))
        {
            service.Start(server, tls, plan.OptionsOf(service.Plan), watching.Recorder, log);
        }

        running(run._services);
        ServiceManager.Ready();
        await await Task.WhenAny([interrupt.WaitAsync(), .. run._services.Select(static service => service.Faulted)]);
        ServiceManager.Stopping();
        await run.StopAsync(log);
        await reporting.ExportRestAsync();
        return interrupt.StoppedExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_services.Select(static service => service.DisposeAsync().AsTask()));
        await _preparation.DisposeAsync();
    }

    // By itself, so that a web server is loaded only for those who want one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<IAsyncDisposable> StartPageAsync(PagePlan wanted, UpPlan plan, Recorder recorder)
    {
        var page = await LivePage.StartAsync(wanted.Port, recorder, "up", plan.File ?? $"{plan.Services.Count} services", desk: null);
        Say.Line($"watch at {page.Address}");
        return page;
    }

    /// <summary>All stop at the same time, but who is asked by another waits for that one: a question in hand needs its answer.</summary>
    private async Task StopAsync(ILogger log)
    {
        var stops = new Dictionary<string, Lazy<Task<int>>>();
        foreach (var service in _services)
        {
            stops[service.Plan.Name] = new Lazy<Task<int>>(() => StopAfterAsync(service));
        }

        await Task.WhenAll(stops.Values.Select(static stop => stop.Value));
        foreach (var (name, stop) in stops)
        {
            UpLog.Stopped(new ServiceLog(log, name, isOneOfMany: true), await stop.Value);
        }

        async Task<int> StopAfterAsync(UpService service)
        {
            var askers = _plan.Services.Where(other => _plan.AskedBy(other).Contains(service.Plan));
            await Task.WhenAll(askers.Select(asker => stops[asker.Name].Value));
            return await service.StopAsync();
        }
    }

    private UpService Find(string name) => _services.First(service => service.Plan.Name == name);
}
