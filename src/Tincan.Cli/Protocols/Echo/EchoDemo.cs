using Tincan.Cli.Demo;
using Tincan.Protocols.Echo;

namespace Tincan.Cli.Protocols.Echo;

/// <summary>Ten clients at once, each with its own random bytes.</summary>
internal static class EchoDemo
{
    private const int Clients = 10;
    private const int Size = 100_000;

    public static DemoPart Part { get; } = new("echo", "sends back exactly what it receives, to many clients at once", PlayAsync);

    private static async Task PlayAsync(DemoBench bench)
    {
        await using var host = await bench.ServeAsync(new EchoServer());
        var whole = await Task.WhenAll(Enumerable.Range(1, Clients).Select(async seed =>
        {
            await using var wire = await bench.ConnectAsync(host);
            return await IsEchoedAsync(wire, seed, bench.Cancel);
        }));
        DemoBench.Print($"{Clients} clients each sent {Size:N0} random bytes, then FIN");
        bench.Check(whole.All(static echoed => echoed), "each received exactly its own bytes, then FIN");
    }

    private static async Task<bool> IsEchoedAsync(Wire wire, int seed, CancellationToken cancel)
    {
        var sent = new byte[Size];
        new Random(seed).NextBytes(sent);
        var back = new byte[Size + 1];
        var sending = SendAsync();
        var length = 0;
        while (await wire.ReceiveAsync(back.AsMemory(length), cancel) is var count and > 0)
        {
            length += count;
        }

        await sending;
        return back.AsSpan(0, length).SequenceEqual(sent);

        async Task SendAsync()
        {
            await wire.SendAsync(sent, cancel);
            await wire.FinishAsync(cancel);
        }
    }
}
