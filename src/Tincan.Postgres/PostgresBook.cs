using Microsoft.Extensions.Logging;
using Tincan.Protocols.Book;

namespace Tincan.Postgres;

/// <summary>The state of a server's copy of the book.</summary>
/// <param name="IsCurrent">Whether the database is connected and the copy up to date.</param>
/// <param name="Revision">The revision of the copy.</param>
/// <param name="Count">The number of addresses.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BookState(bool IsCurrent, long Revision, int Count);

/// <summary>
/// A book in a PostgreSQL database, served from a copy in memory (about 75 bytes per entry; twice that while it is reloaded). The database notifies of each
/// change. While it is unavailable, known addresses are answered from the copy, others with <see cref="LookupOutcome.Unavailable"/>.
/// </summary>
public sealed class PostgresBook : IBook, IAsyncDisposable
{
    private readonly PostgresAddress _address;
    private readonly PostgresBookOptions _options;
    private readonly ILogger _log;
    private readonly NpgsqlDataSource _source;
    private readonly Random _random;
    private readonly BookCopy _copy;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _following = Task.CompletedTask;
    private volatile bool _isCurrent;

    private PostgresBook(PostgresAddress address, PostgresBookOptions options, ILogger log)
    {
        (_address, _options, _log, _source) = (address, options, log, address.Connect(closesOnCancel: true));
        (_random, _copy) = (new Random(options.Seed), new BookCopy(address.Name));
    }

    /// <summary>The current state.</summary>
    public BookState State => new(_isCurrent, _copy.Revision, _copy.Count);

    /// <summary>
    /// Warnings from the last complete load: names too long for programs with a signed length byte. Only the first are listed, with the number of the others.
    /// </summary>
    public IReadOnlyList<string> Warnings => _copy.Warnings.Lines;

    /// <summary>Loads a book, and keeps the copy up to date until it is disposed.</summary>
    /// <param name="address">The database's address.</param>
    /// <param name="options">The options.</param>
    /// <param name="log">Gets a message when the database becomes unavailable or available.</param>
    /// <param name="cancel">Cancels the loading.</param>
    /// <exception cref="BadFileException">The database has no book.</exception>
    /// <exception cref="Wires.ConnectException">The database cannot be reached.</exception>
    public static async Task<PostgresBook> OpenAsync(
        PostgresAddress address, PostgresBookOptions options, ILogger log, CancellationToken cancel = default)
    {
        var book = new PostgresBook(address, options, log);
        book._following = Task.Run(book.FollowAsync, CancellationToken.None);
        try
        {
            await book._first.Task.WaitAsync(cancel);
            return book;
        }
        catch (Exception error)
        {
            await book.DisposeAsync();
            if (PostgresFailure.Is(error))
            {
                throw PostgresFailure.Translate(error, address.Name);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public LookupOutcome Find(ReadOnlySpan<byte> email, out ReadOnlyMemory<byte> response)
    {
        // Read before the lookup: in between, the copy may become current, but not outdated.
        var isCurrent = _isCurrent;
        Span<byte> key = stackalloc byte[AddressKey.MaxSize];
        response = default;
        return AddressKey.TryWrite(email, key, out var size) && _copy.TryFind(key[..size], out response) ? LookupOutcome.Found
            : isCurrent ? LookupOutcome.NotFound
            : LookupOutcome.Unavailable;
    }

    /// <summary>Disconnects from the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        await _source.DisposeAsync();
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        var failures = 0;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await FollowOnConnectionAsync(() => failures = 0);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (!_first.Task.IsCompleted)
            {
                _first.SetException(error);
                return;
            }
            catch (Exception error) when (PostgresFailure.Is(error) || error is BadFileException)
            {
                MarkUnavailable(error);
                await DelayRetryAsync(failures++);
            }
        }
    }

    private async Task FollowOnConnectionAsync(Action updated)
    {
        await using var connection = await _source.OpenConnectionAsync(_stop.Token);
        await WatchAsync(watch => ListenAsync(connection, watch));
        // WaitAsync does not return for a notification that arrived during a query.
        var isNotified = false;
        connection.Notification += (_, _) => isNotified = true;
        while (true)
        {
            isNotified = false;
            MarkCurrent(await WatchAsync(watch => UpdateAsync(connection, watch)));
            updated();
            if (!isNotified)
            {
                await connection.WaitAsync(_options.Heartbeat, _stop.Token);
            }
        }
    }

    /// <summary>Subscribes to notifications. Called before the first load, so that no change is missed.</summary>
    private async Task<int> ListenAsync(NpgsqlConnection connection, StallWatch watch)
    {
        await BookSchema.ThrowIfMissingAsync(connection, _address.Name, watch.Token);
        watch.Moved();
        await using var listening = new NpgsqlCommand("LISTEN tincan_book", connection);
        return await listening.ExecuteNonQueryAsync(watch.Token);
    }

    /// <returns>Whether the copy was outdated.</returns>
    private async Task<bool> UpdateAsync(NpgsqlConnection connection, StallWatch watch)
    {
        var isOutdated = await _copy.IsOutdatedAsync(connection, watch);
        if (isOutdated)
        {
            await _copy.UpdateAsync(connection, watch);
        }

        return isOutdated;
    }

    /// <summary>Runs a query with the timeouts of <see cref="StallWatch"/>: otherwise a dead connection would be noticed late or never.</summary>
    private async Task<T> WatchAsync<T>(Func<StallWatch, Task<T>> query)
    {
        await using var watch = new StallWatch(_options, MarkUnavailable, _stop.Token);
        try
        {
            return await query(watch);
        }
        catch (Exception) when (watch.Failure is not null)
        {
            throw watch.Failure;
        }
    }

    private void MarkCurrent(bool changed)
    {
        var wasCurrent = _isCurrent;
        _isCurrent = true;
        if (!wasCurrent)
        {
            BookLog.Current(_log, _address.Name, _copy.Count, _copy.Revision);
        }

        if (changed || !wasCurrent)
        {
            _options.StateChanged?.Invoke(State);
        }

        _first.TrySetResult();
    }

    private void MarkUnavailable(Exception error)
    {
        if (_isCurrent)
        {
            _isCurrent = false;
            BookLog.Away(_log, _address.Name, PostgresFailure.Describe(error));
            _options.StateChanged?.Invoke(State);
        }
    }

    private Task DelayRetryAsync(int failures)
    {
        var longest = Math.Min(_options.MaxRetryDelay.TotalMilliseconds, _options.RetryDelay.TotalMilliseconds * Math.Pow(2, failures));
        var delay = TimeSpan.FromMilliseconds(longest * (0.5 + (0.5 * _random.NextDouble())));
        return Task.Delay(delay, _options.Time, _stop.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
    }
}
