namespace Tincan.Cli.Lab;

internal sealed class Refused : IExperiment
{
    public string Name => "refused";

    public string Title => "connecting to a port on which nothing listens";

    public string Explanation =>
        "The answer came from the operating system, not from a program: nothing listens on that port, and TCP reports this at once with an RST. "
        + "So 'connection refused' means that the machine was reached, but the port was wrong or the server is not running. "
        + "A host that does not answer at all looks different: the connection attempt takes seconds and then times out. "
        + "Start the server first, and use the port that it prints.";

    public async Task RunAsync(LabBench bench)
    {
        var listener = await bench.ListenAsync();
        var port = listener.LocalEndPoint;
        await listener.DisposeAsync();
        try
        {
            await bench.ConnectAsync(port);
        }
        catch (ConnectException error)
        {
            bench.Findings.Add($"the client's error: {error.Message[(error.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..]}");
        }
    }
}
