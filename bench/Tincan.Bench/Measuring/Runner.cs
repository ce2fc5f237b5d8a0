using Tincan.Bench.Loads;
using Tincan.Bench.Processes;
using Tincan.Bench.Servers;

namespace Tincan.Bench.Measuring;

/// <summary>What all runs share, and the run that most rows are made of: a load on a server.</summary>
/// <param name="Scratch">For their files.</param>
/// <param name="Warm">How many seconds a load runs before it is measured.</param>
/// <param name="Seconds">How many seconds it is measured.</param>
internal sealed record Runner(Scratch Scratch, double Warm, double Seconds)
{
    /// <summary>How many requests a load sends instead of running for a time. 0: it runs for a time.</summary>
    public long Messages { get; init; }

    /// <summary>Each of some servers, under the same load.</summary>
    public static Contender Loaded(Server server, Load load) =>
        new(server.Name, runner => runner.LoadAsync(server, load, Cores.Server)) { Missing = server.Missing };

    /// <summary>Starts a server and measures it under a load.</summary>
    public async Task<Sample> LoadAsync(Server server, Load load, string cores, string target = "")
    {
        Scratch.Get(load.Script.Name, load.Script.Write);
        await using var running = await RunningServer.StartAsync(server, Scratch, cores, target);
        return await LoadAsync(running, load, server.ExtraWarm);
    }

    /// <summary>Measures a running server under a load.</summary>
    public async Task<Sample> LoadAsync(RunningServer server, Load load, double extraWarm = 0)
    {
        var limited = Messages > 0 ? load with { Messages = Messages } : load;
        await using var process = await LoadProcess.StartAsync(Scratch, server.Port, limited, Warm + extraWarm, Seconds);
        var (age, memory) = (server.Age, server.Resident);
        await process.BeginAsync();
        var (before, kernelBefore) = (server.ProcessorTime, server.KernelTime);
        var result = await process.ResultAsync();
        var (used, kernel) = (server.ProcessorTime - before, server.KernelTime - kernelBefore);
        await process.EndAsync();
        return new Sample
        {
            Rate = result.Messages / result.Seconds,
            Processor = used.TotalMicroseconds / Math.Max(1, result.Messages),
            Kernel = used > TimeSpan.Zero ? Math.Min(1, kernel / used) : null,
            Median = result.Median,
            P99 = result.P99,
            LeastShare = result.LeastShare,
            ServerBusy = used.TotalSeconds / result.Seconds,
            LoadBusy = result.Busy,
            Seconds = age.TotalSeconds,
            Memory = memory,
        };
    }
}
