using Microsoft.Extensions.Logging;
using Npgsql;
using Tincan.Protocols.Book;

namespace Tincan.Postgres;

/// <summary>What a server knows of its book at a moment.</summary>
/// <param name="IsCurrent">Whether it is in touch with the database and knows its last change.</param>
/// <param name="Revision">The last change that it knows.</param>
/// <param name="Count">How many addresses that are.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BookState(bool IsCurrent, long Revision, int Count);

/// <summary>
/// A book in a PostgreSQL database, answered from a copy in memory (about 75 bytes an entry; twice that while it is read anew). The database
/// tells of each change. While it is away, known addresses are answered as they were, others with <see cref="LookupOutcome.Unavailable"/>.
/// </summary>
public sealed class PostgresBook : IBook, IAsyncDisposable
{
    private readonly PostgresAddress _address;
    private readonly PostgresBookOptions _options;
    private readonly ILogger _log;
    private readonly NpgsqlDataSource _source;
    private readonly Random _chance;
    private readonly BookCopy _copy;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _following = Task.CompletedTask;
    private volatile bool _isCurrent;

    private PostgresBook(PostgresAddress address, PostgresBookOptions options, ILogger log)
    {
        (_address, _options, _log, _source) = (address, options, log, address.Connect(breaks: true));
        (_chance, _copy) = (new Random(options.Seed), new BookCopy(address.Name));
    }

    /// <summary>What is known now.</summary>
    public BookState State => new(_isCurrent, _copy.Revision, _copy.Count);

    /// <summary>What should be known of the book as it was last read whole: names that a program with a signed length byte cannot take; the first, and how many more.</summary>
    public IReadOnlyList<string> Warnings => _copy.Warnings.Lines;

    /// <summary>Reads a book, and keeps up with it until disposed of.</summary>
    /// <param name="address">Where the database is.</param>
    /// <param name="options">How the copy is kept.</param>
    /// <param name="log">Is told when the database goes and when it is back.</param>
    /// <param name="cancel">Gives up opening.</param>
    /// <exception cref="BadFileException">There is no book there.</exception>
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
        // Asked before the copy is: a change may make it current in between, never out of date.
        var isCurrent = _isCurrent;
        Span<byte> key = stackalloc byte[AddressKey.MaxSize];
        response = default;
        return AddressKey.TryWrite(email, key, out var size) && _copy.TryFind(key[..size], out response) ? LookupOutcome.Found
            : isCurrent ? LookupOutcome.NotFound
            : LookupOutcome.Unavailable;
    }

    /// <summary>Lets the database go.</summary>
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
                Lose(error);
                await PauseAsync(failures++);
            }
        }
    }

    private async Task FollowOnConnectionAsync(Action came)
    {
        await using var connection = await _source.OpenConnectionAsync(_stop.Token);
        await WatchAsync(watch => ListenAsync(connection, watch));
        // A notification that comes while a question is asked does not end the wait that follows.
        var told = false;
        connection.Notification += (_, _) => told = true;
        while (true)
        {
            told = false;
            Gain(await WatchAsync(watch => LearnAsync(connection, watch)));
            came();
            if (!told)
            {
                await connection.WaitAsync(_options.Heartbeat, _stop.Token);
            }
        }
    }

    /// <summary>Before the book is read: what changes from now on is told.</summary>
    private async Task<int> ListenAsync(NpgsqlConnection connection, StallWatch watch)
    {
        await BookSchema.ThrowUnlessThereAsync(connection, _address.Name, watch.Token);
        watch.Moved();
        await using var listening = new NpgsqlCommand("LISTEN tincan_book", connection);
        return await listening.ExecuteNonQueryAsync(watch.Token);
    }

    /// <returns>Whether there was something to learn.</returns>
    private async Task<bool> LearnAsync(NpgsqlConnection connection, StallWatch watch)
    {
        var isBehind = await _copy.IsBehindAsync(connection, watch);
        if (isBehind)
        {
            await _copy.CatchUpAsync(connection, watch);
        }

        return isBehind;
    }

    /// <summary>A connection that broke without a word would be noticed late or never, so whatever is asked is watched.</summary>
    private async Task<T> WatchAsync<T>(Func<StallWatch, Task<T>> ask)
    {
        await using var watch = new StallWatch(_options, Lose, _stop.Token);
        try
        {
            return await ask(watch);
        }
        catch (Exception) when (watch.Failure is not null)
        {
            throw watch.Failure;
        }
    }

    private void Gain(bool changed)
    {
        var wasCurrent = _isCurrent;
        _isCurrent = true;
        if (!wasCurrent)
        {
            BookLog.Current(_log, _address.Name, _copy.Count, _copy.Revision);
        }

        if (changed || !wasCurrent)
        {
            _options.Told?.Invoke(State);
        }

        _first.TrySetResult();
    }

    private void Lose(Exception error)
    {
        if (_isCurrent)
        {
            _isCurrent = false;
            BookLog.Away(_log, _address.Name, PostgresFailure.Describe(error));
            _options.Told?.Invoke(State);
        }
    }

    private Task PauseAsync(int failures)
    {
        var longest = Math.Min(_options.LongestPause.TotalMilliseconds, _options.FirstPause.TotalMilliseconds * Math.Pow(2, failures));
        var pause = TimeSpan.FromMilliseconds(longest * (0.5 + (0.5 * _chance.NextDouble())));
        return Task.Delay(pause, _options.Time, _stop.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
    }
}
