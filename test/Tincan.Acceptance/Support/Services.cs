namespace Tincan.Acceptance.Support;

/// <summary>Many services in one process, as a file says it.</summary>
internal sealed class Services : IAsyncDisposable
{
    private readonly IReadOnlyDictionary<string, IPEndPoint> _places;

    private Services(Running running, IReadOnlyDictionary<string, IPEndPoint> places) => (Running, _places) = (running, places);

    public Running Running { get; }

    /// <summary>What they are called.</summary>
    public IEnumerable<string> Names => _places.Keys;

    /// <summary>Where a service listens.</summary>
    public IPEndPoint this[string name] => _places[name];

    /// <summary>Starts them, and waits until each has said where it listens.</summary>
    /// <param name="file">The plan.</param>
    /// <param name="count">How many services it has.</param>
    public static async Task<Services> UpAsync(string file, int count)
    {
        var running = TincanCli.Start("up", file);
        try
        {
            var lines = await running.Out.UntilAsync(text => text.Count(static letter => letter == '\n') == count);
            return new Services(running, lines.TrimEnd('\n').Split('\n').Select(static line => line.Split(' '))
                .ToDictionary(static words => words[0], static words => IPEndPoint.Parse(words[1]), StringComparer.Ordinal));
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    public Task<RawSocket> ConnectAsync(string name) => RawSocket.ConnectAsync(this[name]);

    public ValueTask DisposeAsync() => Running.DisposeAsync();
}
