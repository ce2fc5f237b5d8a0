using System.Collections.Concurrent;
using Tincan.Checks.Targets;
using Tincan.Checks.Targets.Processes;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>A program that is not stopped after a run: the next run gets it, one at a time. The runs need no files and no input.</summary>
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
        return new Running(same, await program.StartAsync(launch with { Folder = folder }, cancel), folder);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var idle in _idle.Values.SelectMany(static same => same))
        {
            await idle.StopAsync();
        }
    }

    private sealed class Running(ConcurrentBag<Running> idle, IRunningTarget running, string folder) : IRunningTarget
    {
        public HostPort? Address => running.Address;

        public Task<ProgramExit> Exited => running.Exited;

        public string Output => running.Output;

        public bool IsBusy => running.IsBusy;

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
