namespace Tincan.Cli.Lab;

internal sealed class TypeAhead : IExperiment
{
    public string Name => "type-ahead";

    public string Title => "many lines sent by one end before the other answers";

    public string Explanation =>
        "Nothing was lost or refused: the lines waited in the server's receive buffer until it read them. "
        + "The server took half a second for each, so the answers came long after the questions, in the same order. "
        + "A send succeeds when the kernel has taken the bytes; it does not mean that the peer's program has seen them. "
        + "In a talk that takes turns, lines typed ahead therefore belong in the user's input, not on the wire.";

    public async Task RunAsync(LabBench bench)
    {
        var listener = await bench.ListenAsync();
        var serving = NaiveServers.AnswerSlowlyAsync(listener, bench, static line => (0.5, [.. "heard "u8, .. line.Span]));
        var client = await bench.ConnectAsync(listener.LocalEndPoint);
        foreach (var line in new[] { "first\n", "second\n", "third\n" })
        {
            await bench.SendAsync(client, line);
        }

        bench.Findings.Add("three lines were sent before the first answer came");
        for (var answers = 0; answers < 3; answers++)
        {
            await bench.ReceiveAsync(client);
        }

        await client.DisposeAsync();
        await serving;
    }
}
