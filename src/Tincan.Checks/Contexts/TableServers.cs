using Tincan.Checks.Parameters;

namespace Tincan.Checks.Contexts;

/// <summary>The table servers that a case plays for a resolver: they listen from before the resolver is started.</summary>
/// <param name="connections">The case's.</param>
/// <param name="count">How many there are.</param>
/// <param name="options">How the program is checked.</param>
internal sealed class TableServers(Connections connections, int count, CheckOptions options)
{
    /// <summary>They answer as they are asked.</summary>
    private readonly CheckOptions _options = options with { Dialect = options.TableDialect ?? options.Dialect, AnswerDialect = null };
    private readonly List<WireListener> _listeners = [];
    private readonly List<Task> _serving = [];

    /// <summary>Where those listen that were opened.</summary>
    public List<HostPort> Addresses { get; } = [];

    /// <summary>Listens, if they do not yet.</summary>
    public async Task OpenAsync()
    {
        while (_listeners.Count < count)
        {
            _listeners.Add(await connections.ListenAsync(NamesParameters.PortOf(options, _listeners.Count)));
            Addresses.Add(Connections.AddressOf(_listeners[^1]));
        }
    }

    /// <summary>Serves every connection to one of them, which is open.</summary>
    public void Serve(int table, Func<Peer, Task> serve) => _serving.Add(ServeAllAsync(_listeners[table], serve));

    /// <summary>Closes one of them, which is open.</summary>
    public ValueTask RefuseAsync(int table) => _listeners[table].DisposeAsync();

    /// <summary>Waits until all serving is over, as it is when the case is.</summary>
    public Task WaitAsync() => Task.WhenAll(_serving);

    private async Task ServeAllAsync(WireListener table, Func<Peer, Task> serve)
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
            {
                conversations.Add(GuardAsync(await connections.AcceptAsync(table, _options), serve));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or WireException or ObjectDisposedException)
        {
            // The case is over, or the table server refuses from now on.
        }

        await Task.WhenAll(conversations);
    }

    private static async Task GuardAsync(Peer peer, Func<Peer, Task> serve)
    {
        try
        {
            await serve(peer);
        }
        catch (Exception over) when (over is OperationCanceledException or CheckFailedException)
        {
            // The case is over, or the program has left: a resolver may, and the case asks what its client gets.
        }
    }
}
