using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Tincan.Cli.Telemetry;
using Tincan.Cli.Terminal;
using Tincan.Cli.Web;
using Tincan.Recording;

namespace Tincan.Cli.Up;

/// <summary>Runs a plan: all of it or, if something is in the way, nothing.</summary>
internal sealed class UpRun : IAsyncDisposable
{
    private readonly UpPlan _plan;
    private readonly List<UpService> _services = [];

    private UpRun(UpPlan plan) => _plan = plan;

    /// <summary>Runs a plan until a signal comes.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="watching">What else sees the conversations.</param>
    /// <param name="interrupt">The signals.</param>
    /// <param name="running">Is told once everything listens.</param>
    public static async Task<int> RunAsync(UpPlan plan, Watching watching, Interrupt interrupt, Action<IReadOnlyList<UpService>> running)
    {
        await using var reporting = Reporting.Start(plan.Log, plan.LogFormat);
        var log = reporting.Log;
        await using var run = new UpRun(plan);
        foreach (var service in plan.Services)
        {
            run._services.Add(await UpService.ListenAsync(service, interrupt.Token));
        }

        var warnings = new List<string>();
        foreach (var service in run._services)
        {
            warnings.AddRange(await service.PrepareAsync(new Preparation(service.Plan.Name, plan.Folder, server => plan.AddressOf(server) ?? run.Find(server.Value).Reached, log), interrupt.Token));
        }

        warnings.ForEach(Say.Line);
        await using var page = plan.Page is { } wanted ? await StartPageAsync(wanted, plan, watching.Begin()) : null;
        using var hangup = new Hangup(() => ServiceManager.Reload(() => run._services.ForEach(static service => service.Reload())));
        run._services.ForEach(static service => service.Begin());
        run._services.ForEach(service => service.Start(plan.OptionsOf(service.Plan), watching.Recorder));

        running(run._services);
        ServiceManager.Ready();
        await await Task.WhenAny([interrupt.WaitAsync(), .. run._services.Select(static service => service.Faulted)]);
        ServiceManager.Stopping();
        await run.StopAsync(log);
        await reporting.ExportRestAsync();
        return interrupt.StoppedExitCode;
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_services.Select(static service => service.DisposeAsync().AsTask()));

    // By itself, so that a web server is loaded only for those who want one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<IAsyncDisposable> StartPageAsync(PagePlan wanted, UpPlan plan, Recorder recorder)
    {
        var page = await LivePage.StartAsync(wanted.Port, recorder, "up", plan.File ?? $"{plan.Services.Count} services", desk: null);
        Say.Page(page.Address);
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
