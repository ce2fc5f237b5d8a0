using Tincan.Bench.Processes;

namespace Tincan.Bench.Loads;

/// <summary>A running load.</summary>
internal sealed class LoadProcess : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web);

    private readonly Child _child;

    private LoadProcess(Child child) => _child = child;

    /// <summary>Starts it, and waits until each of its clients has had a reply. With 0 seconds they are idle then.</summary>
    public static async Task<LoadProcess> StartAsync(Scratch scratch, int port, Load load, double warm, double seconds)
    {
        var script = scratch.Get(load.Script.Name, load.Script.Write);
        var child = new Child(Cores.Load, [Compiled.Get("load.c"), $"{port}", script, .. load.Words(warm, seconds)]);
        var process = new LoadProcess(child);
        try
        {
            await process.ExpectAsync("ready");
            return process;
        }
        catch (BenchException)
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until it has warmed up and begins to measure.</summary>
    public Task BeginAsync() => ExpectAsync("begin");

    /// <summary>What it measured.</summary>
    public async Task<LoadResult> ResultAsync() => JsonSerializer.Deserialize<LoadResult>(await _child.ReadLineAsync(), Style)!;

    /// <summary>Waits until every reply has come.</summary>
    public Task EndAsync() => _child.WaitAsync();

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private async Task ExpectAsync(string word)
    {
        if (await _child.ReadLineAsync() is var line && line != word)
        {
            throw new BenchException($"the load said '{line}' instead of '{word}'");
        }
    }
}
