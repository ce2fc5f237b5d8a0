using Tincan.Bench.Load;
using Tincan.Bench.Processes;

namespace Tincan.Bench.Measuring;

/// <summary>One run: a server of its own, a load on it, and the questions before and after.</summary>
internal static class Measure
{
    public static async Task<Run> UnderLoadAsync(Part part, Peer peer, BenchOptions options)
    {
        await using var server = await ServerProcess.StartAsync(peer);
        await using var load = await LoadProcess.StartAsync(server.Address, part.Shape, options.Warm, options.Seconds);
        var (serverBefore, loadBefore) = (server.ProcessorTime, load.ProcessorTime);
        var allocatedBefore = await server.AllocatedAsync();
        var result = await load.ResultAsync();
        var (serverTime, loadTime) = (server.ProcessorTime - serverBefore, load.ProcessorTime - loadBefore);
        var allocated = await server.AllocatedAsync() - allocatedBefore;
        await load.EndAsync();
        var messages = Math.Max(1, result.Bytes / (double)part.Shape.Chunk);
        return new Run
        {
            Rate = messages / result.Seconds,
            LeastShare = result.LeastShare,
            RoundTrip = result.RoundTrip,
            LateRoundTrip = result.LateRoundTrip,
            Processor = serverTime.TotalMicroseconds / messages,
            ServerBusy = serverTime.TotalSeconds / result.Seconds,
            LoadBusy = loadTime.TotalSeconds / result.Seconds,
            Allocated = allocated / messages,
        };
    }

    /// <summary>What a connection holds that has spoken once and rests: the heap with all of them less the heap without any.</summary>
    public static async Task<Run> AtRestAsync(Part part, Peer peer)
    {
        await using var server = await ServerProcess.StartAsync(peer);

        // What is made once, for the first few connections, is not what a connection costs.
        await using (var first = await LoadProcess.StartAsync(server.Address, LoadShape.PingPong(16, part.Shape.Chunk), warm: 0, seconds: 0))
        {
            await first.ResultAsync();
            await first.EndAsync();
        }

        var before = await server.HeapAsync();
        await using var load = await LoadProcess.StartAsync(server.Address, part.Shape, warm: 0, seconds: 0);
        await load.ResultAsync();
        var held = await server.HeapAsync() - before;
        await load.EndAsync();
        return new Run { Held = held / (double)part.Shape.Clients };
    }
}
