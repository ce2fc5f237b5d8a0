using Tincan.Wires;

namespace Tincan.Checks;

/// <summary>The table servers that a case plays for a resolver: they listen from before the resolver is started.</summary>
/// <param name="connections">The case's.</param>
/// <param name="count">How many there are.</param>
internal sealed class TableServers(Connections connections, int count)
{
    private readonly List<SocketListener> _listeners = [];
    private readonly List<Task> _serving = [];

    /// <summary>Where those listen that are open.</summary>
    public IReadOnlyList<HostPort> Places => [.. _listeners.Select(Connections.At)];

    /// <summary>Listens, if they do not yet.</summary>
    public async Task OpenAsync()
    {
        while (_listeners.Count < count)
        {
            _listeners.Add(await connections.ListenAsync());
        }
    }

    public async Task ServeAsync(int table, Func<Peer, Task> serve)
    {
        await OpenAsync();
        _serving.Add(ServeAllAsync(_listeners[table], serve));
    }

    public async Task RefuseAsync(int table)
    {
        await OpenAsync();
        await _listeners[table].DisposeAsync();
    }

    /// <summary>Waits until all serving is over, as it is when the case is.</summary>
    public Task WhenOverAsync() => Task.WhenAll(_serving);

    private async Task ServeAllAsync(SocketListener table, Func<Peer, Task> serve)
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
            {
                conversations.Add(GuardAsync(await connections.AcceptAsync(table), serve));
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
