namespace Tincan.Protocols.Names;

/// <summary>The connections to one table server: busy, idle, and attempts to connect. Guarded by the lock of its <see cref="Upstream"/>.</summary>
internal sealed class TableConnections
{
    /// <summary>The maximum number of idle connections.</summary>
    private const int MostIdle = 256;
    private const int BestRank = 2;

    private readonly HashSet<TableConnection> _open = [];
    private readonly List<TableConnection> _idle = [];
    private readonly List<Attempt> _attempts = [];

    /// <summary>Whether all connections are being closed.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Whether a connection is still open.</summary>
    public bool Has(TableConnection connection) => _open.Contains(connection);

    /// <summary>Whether the server has answered on as many connections, so that it takes several at once.</summary>
    public bool HaveAnswered(int count) => _open.Count >= count && _open.Count(static connection => connection.HasAnswered) >= count;

    /// <summary>Whether an attempt to connect is for this question.</summary>
    public bool AreConnectingFor(Question question)
    {
        foreach (var attempt in _attempts)
        {
            if (attempt.Question == question)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives the question the first attempt whose own question has ended. If there is none, a new one begins.</summary>
    /// <param name="question">The question.</param>
    /// <param name="asking">The dialect in which it is asked. Defaults to null: the usual one.</param>
    /// <returns>The new attempt; null if there was one.</returns>
    public Attempt? BeginConnect(Question question, Dialect? asking = null)
    {
        if (_attempts.Find(static attempt => !attempt.Question.IsOpen) is { } unclaimed)
        {
            (unclaimed.Question, unclaimed.Asking) = (question, asking);
            return null;
        }

        var attempt = new Attempt(question, asking);
        _attempts.Add(attempt);
        return attempt;
    }

    /// <summary>Ends an attempt. Its connection is idle if no question waits for it.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="connection">The connection; null if the attempt failed.</param>
    /// <returns>The question that waits for the connection; null if it has ended.</returns>
    public Question? EndConnect(Attempt attempt, TableConnection? connection)
    {
        _attempts.Remove(attempt);
        var question = attempt.Question.IsOpen ? attempt.Question : null;
        if (connection is null)
        {
            return question;
        }

        _open.Add(connection);
        if (IsStopped)
        {
            connection.Stop();
        }
        else if (question is null)
        {
            PutBack(connection);
        }

        return question;
    }

    /// <summary>Removes a closed connection.</summary>
    public void Remove(TableConnection connection)
    {
        _open.Remove(connection);
        _idle.Remove(connection);
        connection.Dispose();
    }

    /// <summary>
    /// Takes the best idle connection: the most recently used one on which the server has answered the last question; otherwise the one that was used longest
    /// ago, because the server may not have read the last question yet, and would read the next one together with it. One without any answer may not be accepted.
    /// </summary>
    /// <param name="asking">The dialect of the next question.</param>
    /// <param name="mayMix">
    /// Whether the last question on it may have been in another dialect. After one in raw, a server that reads lines would still wait for its end.
    /// </param>
    /// <returns>The connection; null if none is suitable.</returns>
    public TableConnection? TakeIdle(Dialect asking, bool mayMix)
    {
        var best = -1;
        for (var i = _idle.Count - 1; i >= 0 && (best < 0 || Rank(_idle[best]) < BestRank); i--)
        {
            if ((mayMix || _idle[i].Dialect == asking || _idle[i].Dialect == Dialect.Auto) && (best < 0 || Rank(_idle[i]) >= Rank(_idle[best])))
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

    private static int Rank(TableConnection connection) => !connection.HasAnswered ? 0 : connection.IsOwing ? 1 : BestRank;

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

    /// <summary>
    /// An attempt to connect to a table server. It goes on when its question has ended: the server may already have accepted it, and many servers accept only
    /// once. The next question takes it over.
    /// </summary>
    /// <param name="question">The question that the connection is for.</param>
    /// <param name="asking">The dialect in which it is asked; null for the usual one.</param>
    public sealed class Attempt(Question question, Dialect? asking)
    {
        /// <summary>The question that the connection is for. It may have ended.</summary>
        public Question Question { get; set; } = question;

        /// <summary>The dialect in which it is asked; null for the usual one.</summary>
        public Dialect? Asking { get; set; } = asking;
    }
}
