namespace Tincan.Protocols.Names;

/// <summary>The open connections to one table server, busy and idle. Guarded by the lock of its <see cref="Upstream"/>.</summary>
internal sealed class TableConnections
{
    /// <summary>The maximum number of idle connections.</summary>
    private const int MostIdle = 256;

    private readonly HashSet<TableConnection> _open = [];
    private readonly List<TableConnection> _idle = [];

    /// <summary>Whether all connections are being closed.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Whether a connection is still open.</summary>
    public bool Has(TableConnection connection) => _open.Contains(connection);

    /// <summary>Adds a busy connection.</summary>
    public void Add(TableConnection connection)
    {
        _open.Add(connection);
        if (IsStopped)
        {
            connection.Stop();
        }
    }

    /// <summary>Removes a closed connection.</summary>
    public void Remove(TableConnection connection)
    {
        _open.Remove(connection);
        _idle.Remove(connection);
        connection.Dispose();
    }

    /// <summary>
    /// Takes the best idle connection: the most recently used one on which the server has answered. Any other may not be accepted yet.
    /// </summary>
    /// <param name="asking">The dialect of the next question.</param>
    /// <param name="mayMix">
    /// Whether the last question on it may have been in another dialect. After one in raw, a server that reads lines would still wait for its end.
    /// </param>
    /// <returns>The connection; null if none is suitable.</returns>
    public TableConnection? TakeIdle(Dialect asking, bool mayMix)
    {
        var best = -1;
        for (var i = _idle.Count - 1; i >= 0 && (best < 0 || !_idle[best].HasAnswered); i--)
        {
            if ((mayMix || _idle[i].Dialect == asking || _idle[i].Dialect == Dialect.Auto) && (best < 0 || _idle[i].HasAnswered))
            {
                best = i;
            }
        }

        if (best < 0)
        {
            return null;
        }

        var connection = _idle[best];
        _idle.RemoveAt(best);
        return connection;
    }

    /// <summary>Makes a busy connection idle, or closes it if there are too many.</summary>
    public void PutBack(TableConnection connection)
    {
        if (!_open.Contains(connection))
        {
            return;
        }

        if (_idle.Count < MostIdle)
        {
            _idle.Add(connection);
        }
        else
        {
            connection.Stop();
        }
    }

    /// <summary>Closes all connections.</summary>
    /// <returns>Completes when all wires are closed.</returns>
    public Task StopAsync()
    {
        IsStopped = true;
        foreach (var connection in _open)
        {
            connection.Stop();
        }

        return Task.WhenAll(_open.Select(static connection => connection.Ended.OnContext()));
    }
}
