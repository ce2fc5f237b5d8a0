namespace Tincan.Cli.Lab;

internal sealed class TimeWait : IExperiment
{
    public string Name => "time-wait";

    public string Title => "why restarting a server fails with 'address already in use'";

    public string Explanation =>
        "No program held the port any more: the usual explanation, that the server is still running, is wrong. "
        + "The side that closes a connection first keeps it in TIME-WAIT for about a minute, in case a late segment arrives. Here that was the server, so the server's port stayed in use. "
        + "When the client closed first, TIME-WAIT was on the client's port, and the server could start again at once. "
        + "A server that sets SO_REUSEADDR before it binds can use a port whose connections are all in TIME-WAIT. All of Tincan's servers do.";

    public async Task RunAsync(LabBench bench)
    {
        bench.Remark("the server closes first");
        var port = await ServeOnceAsync(bench, serverClosesFirst: true);
        bench.Findings.Add($"after the server closed first, without SO_REUSEADDR: {Bind(port, reuse: false)}");
        bench.Findings.Add($"after the server closed first, with SO_REUSEADDR: {Bind(port, reuse: true)}");
        bench.Remark("the client closes first");
        port = await ServeOnceAsync(bench, serverClosesFirst: false);
        bench.Findings.Add($"after the client closed first, without SO_REUSEADDR: {Bind(port, reuse: false)}");
    }

    private static async Task<IPEndPoint> ServeOnceAsync(LabBench bench, bool serverClosesFirst)
    {
        var listener = await bench.ListenAsync();
        var client = await bench.ConnectAsync(listener.LocalEndPoint);
        var server = await listener.AcceptAsync(bench.Cancel);
        await bench.SendAsync(client, "goodbye\n");
        await bench.ReceiveAsync(server);
        if (serverClosesFirst)
        {
            await server.DisposeAsync();
            await bench.ReceiveAsync(client);
            await client.DisposeAsync();
        }
        else
        {
            await client.DisposeAsync();
            await bench.ReceiveAsync(server);
            await server.DisposeAsync();
        }

        await listener.DisposeAsync();
        return (IPEndPoint)listener.LocalEndPoint;
    }

    private static string Bind(IPEndPoint port, bool reuse) =>
        OperatingSystem.IsWindows() ? "not tried, because it needs Linux or macOS" : PlainBind.Try(port, reuse) ?? "the port was free";
}
