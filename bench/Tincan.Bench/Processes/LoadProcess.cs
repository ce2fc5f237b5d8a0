using Tincan.Bench.Load;

namespace Tincan.Bench.Processes;

/// <summary>A load on a server.</summary>
internal sealed class LoadProcess(Child child) : IAsyncDisposable
{
    public TimeSpan ProcessorTime => child.ProcessorTime;

    /// <summary>Starts a load; it is warm, and measures from now on, when this returns.</summary>
    public static async Task<LoadProcess> StartAsync(string address, LoadShape shape, double warm, double seconds)
    {
        var child = new Child(Pinning.Load([
            ThisProgram.Path, "--load", address, "--shape", $"{shape}", "--warm", $"{warm:0.###}", "--seconds", $"{seconds:0.###}"]));
        var line = await child.ReadLineAsync();
        return line == Loading.Begin ? new(child) : throw new BenchException($"the load said '{line}' and did not begin");
    }

    /// <summary>What was measured; the connections still stand.</summary>
    public async Task<LoadResult> ResultAsync() => JsonSerializer.Deserialize<LoadResult>(await child.ReadLineAsync())!;

    /// <summary>Lets the load receive what it is owed and leave.</summary>
    public async Task EndAsync()
    {
        await child.TellAsync("end");
        await child.WaitAsync();
    }

    public ValueTask DisposeAsync() => child.DisposeAsync();
}
