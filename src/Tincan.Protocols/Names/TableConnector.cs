namespace Tincan.Protocols.Names;

/// <summary>
/// Connects to one table server. The end of a question does not cancel that: the server may have accepted the connection already, and many servers
/// accept only once.
/// </summary>
/// <param name="server">Where it is.</param>
/// <param name="connect">Connects to it.</param>
internal sealed class TableConnector(WireAddress server, Func<WireAddress, CancellationToken, Task<Wire>> connect) : IAsyncDisposable
{
    private readonly Lock _lock = new();

    /// <summary>Connections that are still being made after their question has ended. The next question uses the first of them.</summary>
    private readonly List<Task<Wire>> _unclaimed = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The table server.</summary>
    public WireAddress Server => server;

    /// <summary>Connects.</summary>
    /// <param name="keep">Receives the connection if it is made after the wait for it has ended, and no other call has claimed it.</param>
    /// <param name="over">Ends the wait.</param>
    public async Task<Wire> ConnectAsync(Action<Wire> keep, CancellationToken over)
    {
        var connecting = TakeUnclaimed() ?? connect(server, _stopping.Token);
        try
        {
            return await connecting.WaitAsync(over);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            lock (_lock)
            {
                _unclaimed.Add(connecting);
            }

            _ = KeepAsync(connecting, keep);
            throw;
        }
    }

    /// <summary>Cancels what is still being made.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelOnContextAsync();
        _stopping.Dispose();
    }

    private Task<Wire>? TakeUnclaimed()
    {
        lock (_lock)
        {
            var first = _unclaimed.FirstOrDefault();
            _unclaimed.RemoveRange(0, first is null ? 0 : 1);
            return first;
        }
    }

    private async Task KeepAsync(Task<Wire> connecting, Action<Wire> keep)
    {
        await connecting.EndAsync();
        lock (_lock)
        {
            if (!_unclaimed.Remove(connecting))
            {
                return;
            }
        }

        if (connecting.IsCompletedSuccessfully)
        {
            keep(await connecting);
        }
        else
        {
            // Refused or timed out. The next question connects again and reports it.
            _ = connecting.Exception;
        }
    }
}
