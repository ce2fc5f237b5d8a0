namespace Tincan.Postgres;

/// <summary>
/// Watches what is asked of the database. When nothing moves for <see cref="PostgresBookOptions.AnswerLimit"/> the database is away, and when nothing moves
/// for <see cref="PostgresBookOptions.StallLimit"/> the question is given up. Npgsql's own limit asks the database first, over a new connection, to cancel.
/// </summary>
internal sealed class StallWatch : IAsyncDisposable
{
    private readonly PostgresBookOptions _options;
    private readonly Action<Exception> _doubt;
    private readonly CancellationTokenSource _gaveUp;
    private readonly ITimer _timer;
    private long _moved;
    private TimeSpan _limit;

    /// <summary>Begins to watch.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="doubt">Is told when the database is away, once.</param>
    /// <param name="stop">Gives up too.</param>
    public StallWatch(PostgresBookOptions options, Action<Exception> doubt, CancellationToken stop)
    {
        (_options, _doubt, _limit, _moved) = (options, doubt, options.AnswerLimit, options.Time.GetTimestamp());
        _gaveUp = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _timer = options.Time.CreateTimer(static watch => ((StallWatch)watch!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(_limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Why it was given up; null as long as it was not.</summary>
    public TimeoutException? Failure { get; private set; }

    /// <summary>Is cancelled when it is given up.</summary>
    public CancellationToken Token => _gaveUp.Token;

    /// <summary>Something came. Leaves a mark and nothing more, since it is called for every row.</summary>
    public void Moved() => Volatile.Write(ref _moved, _options.Time.GetTimestamp());

    /// <summary>Nothing is told once this is over.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        _gaveUp.Dispose();
    }

    private void Look()
    {
        var rest = _limit - _options.Time.GetElapsedTime(Volatile.Read(ref _moved));
        if (rest <= TimeSpan.Zero)
        {
            var late = new TimeoutException($"no answer for {_limit.TotalSeconds} s");
            if (_limit == _options.StallLimit)
            {
                Failure = late;
                _gaveUp.Cancel();
                return;
            }

            _doubt(late);
            rest += _options.StallLimit - _limit;
            _limit = _options.StallLimit;
        }

        _timer.Change(rest, Timeout.InfiniteTimeSpan);
    }
}
