namespace Tincan.Cli.Lab;

internal sealed class Coalesced : IExperiment
{
    public string Name => "coalesced";

    public string Title => "three lines sent at once to a server that takes one read for one line";

    public string Explanation =>
        "TCP carries a stream of bytes without borders between messages: the lines were sent in one write, and arrived in one read. "
        + "The server took the read for one line and reversed all of it, so the last line came back first, and the line ends moved too. "
        + "Such a server works as long as the client waits for each answer, which is why it passes every test by hand. "
        + "A server has to collect bytes and split them at the line ends, however many lines a read returns.";

    public async Task RunAsync(LabBench bench)
    {
        var listener = await bench.ListenAsync();
        var serving = NaiveServers.OneReadIsOneMessageAsync(listener, NaiveServers.Reverse, bench.Cancel);
        var client = await bench.ConnectAsync(listener.LocalEndPoint);
        await bench.SendAsync(client, "one\ntwo\nthree\n");
        var answer = await bench.ReceiveAsync(client);
        bench.Findings.Add($"'one', 'two', 'three' came back as {Escape.ForTerminal(answer)}");
        await client.DisposeAsync();
        await serving;
    }
}
