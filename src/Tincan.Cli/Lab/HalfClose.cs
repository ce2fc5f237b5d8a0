namespace Tincan.Cli.Lab;

internal sealed class HalfClose : IExperiment
{
    public string Name => "half-close";

    public string Title => "a client that sends one line, against a server that waits for more";

    public string Explanation =>
        "The client had sent its line and waited for the answer; the server waited for the rest of the input. Both waited, and neither was wrong by its own rules. "
        + "Then the client half-closed: it sent a FIN, but still received. "
        + "To the server the FIN was the end of input, so it answered. "
        + "Closing the socket would have sent a FIN too, but the answer would then have met a closed connection and been lost.";

    public async Task RunAsync(LabBench bench)
    {
        var listener = await bench.ListenAsync();
        var serving = CountAtTheEndAsync(listener, bench);
        var client = await bench.ConnectAsync(listener.LocalEndPoint);
        await bench.SendAsync(client, "count me\n");
        var before = await bench.ReceiveWithinAsync(client, TimeSpan.FromSeconds(1.5));
        bench.Findings.Add(before is null ? "before the FIN: no answer for 1.5 s" : "the server answered before the FIN");
        await client.FinishAsync(bench.Cancel);
        var answer = await bench.ReceiveAsync(client);
        bench.Findings.Add($"after the FIN: {answer.TrimEnd()}");
        await bench.ReceiveAsync(client);
        await client.DisposeAsync();
        await serving;
    }

    private static async Task CountAtTheEndAsync(WireListener listener, LabBench bench)
    {
        await using var wire = await listener.AcceptAsync(bench.Cancel);
        var buffer = new byte[1024];
        var total = 0;
        while (await wire.ReceiveAsync(buffer, bench.Cancel) is var count and > 0)
        {
            total += count;
        }

        await bench.SendAsync(wire, $"you sent {total} bytes\n");
    }
}
