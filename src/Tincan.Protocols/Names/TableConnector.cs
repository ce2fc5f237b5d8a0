namespace Tincan.Protocols.Names;

/// <summary>
/// Connects to one table server. The end of a question does not cancel a connection attempt: the server may already have accepted it, and many servers
/// accept only once.
/// </summary>
/// <param name="server">Its address.</param>
/// <param name="connect">Connects to it.</param>
internal sealed class TableConnector(WireAddress server, Func<WireAddress, CancellationToken, Task<Wire>> connect) : IAsyncDisposable
{
    private readonly Lock _lock = new();

    /// <summary>Attempts whose question has ended. The next question takes the first of them.</summary>
    private readonly List<Task<Wire>> _unclaimed = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The table server.</summary>
    public WireAddress Server => server;

    /// <summary>Connects.</summary>
    /// <param name="keep">Receives the connection if the attempt succeeds after the wait has ended, and no other call has claimed it.</param>
    /// <param name="over">Ends the wait, but not the attempt.</param>
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

    /// <summary>Cancels all attempts.</summary>
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
            // Refused or timed out. The next question tries again and reports it.
            _ = connecting.Exception;
        }
    }
}
