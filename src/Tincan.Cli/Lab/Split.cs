namespace Tincan.Cli.Lab;

internal sealed class Split : IExperiment
{
    public string Name => "split";

    public string Title => "one line that arrives in three reads at a server that takes one read for one line";

    public string Explanation =>
        "The line was one message, but it arrived in three reads, and the server answered each of them as if it were a line. "
        + "A long line, a slow network or a sender that writes in parts does this to every program sooner or later. "
        + "The client gets three answers instead of one, in the wrong order, and if it reads once, it sees only the first. "
        + "Read until the line end has come; only then is the line complete.";

    public async Task RunAsync(LabBench bench)
    {
        var listener = await bench.ListenAsync();
        var serving = NaiveServers.OneReadIsOneMessageAsync(listener, NaiveServers.Reverse, bench.Cancel);
        var client = await bench.ConnectAsync(listener.LocalEndPoint);
        var answers = new List<string>();
        foreach (var piece in new[] { "STRE", "SS", "ED\n" })
        {
            await bench.SendAsync(client, piece);
            answers.Add(await bench.ReceiveAsync(client));
        }

        bench.Findings.Add($"STRESSED came back as {string.Join(" then ", answers.Select(Escape.ForTerminal))}");
        await client.DisposeAsync();
        await serving;
    }
}
