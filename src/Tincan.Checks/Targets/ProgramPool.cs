using System.Collections.Concurrent;
using Tincan.Checks.Targets.Processes;

namespace Tincan.Checks.Targets;

/// <summary>A program that is not stopped after a run: the next run gets it, one at a time. The runs need the same files, and no input.</summary>
/// <param name="program">The program.</param>
internal sealed class ProgramPool(ITarget program) : ITarget, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<Running>> _idle = new(StringComparer.Ordinal);

    public bool CanRunInParallel => program.CanRunInParallel;

    public bool TakesParameter(string name) => program.TakesParameter(name);

    public async Task<IRunningTarget> StartAsync(Launch launch, CancellationToken cancel)
    {
        // A program that gets the value of a parameter serves only runs with this value.
        var values = string.Join('\n', launch.Assignment.Parameters.Where(parameter => program.TakesParameter(parameter.Name)).Select(launch.Options.ValueOf));
        var same = _idle.GetOrAdd(values, static _ => []);
        while (same.TryTake(out var idle))
        {
            if (!idle.Exited.IsCompleted)
            {
                return idle;
            }

            await idle.StopAsync();
        }

        // The folder of the run is deleted at its end.
        var folder = Cleanup.MakeFolder().FullName;
        TargetFolder.Copy(launch.Folder, folder, output: null);
        return new Running(same, await program.StartAsync(launch with { Folder = folder }, cancel), folder);
    }

    /// <summary>Stops the programs that do not serve a run.</summary>
    public async Task StopIdleAsync()
    {
        foreach (var same in _idle.Values)
        {
            while (same.TryTake(out var idle))
            {
                await idle.StopAsync();
            }
        }
    }

    public async ValueTask DisposeAsync() => await StopIdleAsync();

    private sealed class Running(ConcurrentBag<Running> idle, IRunningTarget running, string folder) : IRunningTarget
    {
        public HostPort? Address => running.Address;

        public Task<ProgramExit> Exited => running.Exited;

        public string Output => running.Output;

        public bool IsBusy => running.IsBusy;

        public TimeSpan Delayed => running.Delayed;

        public bool ShowsWaits => running.ShowsWaits;

        public bool AwaitsInput(IReadOnlyList<OpenConnection> connections) => running.AwaitsInput(connections);

        public byte[]? Read(string name) => running.Read(name);

        public async Task StopAsync()
        {
            await running.DisposeAsync();
            TargetFolder.Delete(folder);
        }

        public ValueTask DisposeAsync()
        {
            idle.Add(this);
            return ValueTask.CompletedTask;
        }
    }
}
