using Tincan.Checks.Parameters;

namespace Tincan.Checks.Contexts;

/// <summary>The table servers that a case plays for a resolver. They listen before the resolver is started.</summary>
/// <param name="connections">The connections of the case.</param>
/// <param name="count">The number of table servers.</param>
/// <param name="options">How the program is checked.</param>
internal sealed class TableServers(Connections connections, int count, CheckOptions options)
{
    /// <summary>They answer with the line end of the question.</summary>
    private readonly CheckOptions _options = options with { Dialect = options.TableDialect ?? options.Dialect, AnswerDialect = null };
    private readonly List<WireListener> _listeners = [];
    private readonly List<Task> _serving = [];
    private readonly HashSet<int> _served = [];

    /// <summary>The addresses of the open table servers.</summary>
    public List<HostPort> Addresses { get; } = [];

    /// <summary>Opens the table servers that are not open yet.</summary>
    public async Task OpenAsync()
    {
        while (_listeners.Count < count)
        {
            _listeners.Add(await connections.ListenAsync(SharedParameters.PortOf(options, _listeners.Count)));
            Addresses.Add(Connections.AddressOf(_listeners[^1]));
        }
    }

    /// <summary>Serves the connections to one of them, which must be open.</summary>
    public void Serve(int table, Func<Peer, Task> serve)
    {
        _served.Add(table);
        _serving.Add(ServeAllAsync(_listeners[table], serve));
    }

    /// <summary>Whether one of them is served, or refuses connections.</summary>
    public bool IsServed(int table) => _served.Contains(table);

    /// <summary>Closes one of them, which must be open.</summary>
    public ValueTask RefuseAsync(int table)
    {
        _served.Add(table);
        return _listeners[table].DisposeAsync();
    }

    /// <summary>Waits until all connections are closed, at the end of the case.</summary>
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
        catch (Exception error) when (error is OperationCanceledException or WireException or ObjectDisposedException)
        {
            // The case has ended, or the table server refuses connections from now on.
        }

        await Task.WhenAll(conversations);
    }

    private static async Task GuardAsync(Peer peer, Func<Peer, Task> serve)
    {
        try
        {
            await serve(peer);
        }
        catch (Exception error) when (error is OperationCanceledException or CheckFailedException)
        {
            // The case has ended, or the program has closed the connection. A resolver may do that: the case judges what its client receives.
        }
    }
}
