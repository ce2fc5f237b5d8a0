using System.Collections.Concurrent;
using Tincan.Checks.Targets;
using Tincan.Checks.Targets.Processes;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>A program that is not stopped after a run: the next run gets it, one at a time. The runs need no files and no input.</summary>
/// <param name="program">The program.</param>
internal sealed class ProgramPool(ITarget program) : ITarget, IAsyncDisposable
{
    private readonly ConcurrentBag<Running> _idle = [];

    public bool CanRunInParallel => program.CanRunInParallel;

    public async Task<IRunningTarget> StartAsync(Launch launch, CancellationToken cancel)
    {
        while (_idle.TryTake(out var idle))
        {
            if (!idle.Exited.IsCompleted)
            {
                return idle;
            }

            await idle.StopAsync();
        }

        // The folder of the run is deleted at its end.
        var folder = Cleanup.MakeFolder().FullName;
        return new Running(this, await program.StartAsync(launch with { Folder = folder }, cancel), folder);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var idle in _idle)
        {
            await idle.StopAsync();
        }
    }

    private sealed class Running(ProgramPool pool, IRunningTarget running, string folder) : IRunningTarget
    {
        public HostPort? Address => running.Address;

        public Task<ProgramExit> Exited => running.Exited;

        public string Output => running.Output;

        public byte[]? Read(string name) => running.Read(name);

        public async Task StopAsync()
        {
            await running.DisposeAsync();
            TargetFolder.Delete(folder);
        }

        public ValueTask DisposeAsync()
        {
            pool._idle.Add(this);
            return ValueTask.CompletedTask;
        }
    }
}
