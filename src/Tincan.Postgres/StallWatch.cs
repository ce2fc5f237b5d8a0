namespace Tincan.Postgres;

/// <summary>
/// The timeouts of a query. Without progress for <see cref="PostgresBookOptions.ResponseTimeout"/> the database counts as unavailable; without progress for
/// <see cref="PostgresBookOptions.StallTimeout"/> the query is cancelled. Npgsql's own timeout would first connect again to request the cancellation.
/// </summary>
internal sealed class StallWatch : IAsyncDisposable
{
    private readonly PostgresBookOptions _options;
    private readonly Action<Exception> _onUnavailable;
    private readonly CancellationTokenSource _cancelled;
    private readonly ITimer _timer;
    private long _moved;
    private TimeSpan _timeout;

    /// <summary>Begins to watch.</summary>
    /// <param name="options">The timeouts.</param>
    /// <param name="onUnavailable">Called once when the database counts as unavailable.</param>
    /// <param name="stop">Cancels <see cref="Token"/>, too.</param>
    public StallWatch(PostgresBookOptions options, Action<Exception> onUnavailable, CancellationToken stop)
    {
        (_options, _onUnavailable, _timeout, _moved) = (options, onUnavailable, options.ResponseTimeout, options.Time.GetTimestamp());
        _cancelled = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _timer = options.Time.CreateTimer(static watch => ((StallWatch)watch!).Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(_timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Why the query was cancelled; null if it was not.</summary>
    public TimeoutException? Failure { get; private set; }

    /// <summary>Cancels the query.</summary>
    public CancellationToken Token => _cancelled.Token;

    /// <summary>Notes that the connection is not stalled. It is called for every row, so it only writes a time.</summary>
    public void Moved() => Volatile.Write(ref _moved, _options.Time.GetTimestamp());

    /// <summary>Stops watching.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        _cancelled.Dispose();
    }

    private void Check()
    {
        var rest = _timeout - _options.Time.GetElapsedTime(Volatile.Read(ref _moved));
        if (rest <= TimeSpan.Zero)
        {
            var late = new TimeoutException($"no answer for {_timeout.TotalSeconds} s");
            if (_timeout == _options.StallTimeout)
            {
                Failure = late;
                _cancelled.Cancel();
                return;
            }

            _onUnavailable(late);
            rest += _options.StallTimeout - _timeout;
            _timeout = _options.StallTimeout;
        }

        _timer.Change(rest, Timeout.InfiniteTimeSpan);
    }
}
