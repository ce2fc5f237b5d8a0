using NpgsqlTypes;
using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Stores;

namespace Tincan.Postgres;

/// <summary>A book in a PostgreSQL database, for reading and changing it. Each change is one transaction; writers are serialized.</summary>
/// <param name="address">The database's address.</param>
public sealed class PostgresBookStore(PostgresAddress address) : IBookStore
{
    private readonly NpgsqlDataSource _source = address.Connect();

    /// <inheritdoc/>
    public string Name => address.Name;

    /// <inheritdoc/>
    public Task<bool> InitializeAsync(CancellationToken cancel = default) => GuardAsync(() => RetryIfLostAsync(async () =>
    {
        await using var connection = await _source.OpenConnectionAsync(cancel);
        return await BookSchema.MigrateAsync(connection, Name, cancel);
    }));

    /// <inheritdoc/>
    public async IAsyncEnumerable<BookEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var connection = await GuardAsync(() => OpenAsync(cancel));
        await using var export = await GuardAsync(() => connection.BeginBinaryExportAsync(
            "COPY (SELECT email, name FROM tincan.book_entry ORDER BY key) TO STDOUT (FORMAT BINARY)", cancel));
        while (await GuardAsync(() => export.StartRowAsync(cancel).AsTask()) >= 0)
        {
            yield return await GuardAsync(async () => new BookEntry(
                await export.ReadAsync<string>(NpgsqlDbType.Text, cancel), await export.ReadAsync<string>(NpgsqlDbType.Text, cancel)));
        }
    }

    /// <inheritdoc/>
    public Task<BookChanges> CompareAsync(IEnumerable<BookEntry> entries, bool replace, CancellationToken cancel = default) =>
        WithConnectionAsync(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync(cancel);
                await CopyAsync(connection, entries, cancel);
                return await CountAsync(connection, replace, cancel);
            },
            cancel);

    /// <inheritdoc/>
    public Task<BookChanges> MergeAsync(
        IEnumerable<BookEntry> entries, bool replace, Func<BookChanges, bool> keep, CancellationToken cancel = default) =>
        WithConnectionAsync(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync(cancel);
                await CopyAsync(connection, entries, cancel);
                return await BookTransaction.RunAsync(
                    transaction,
                    async () =>
                    {
                        var changes = await CountAsync(connection, replace, cancel);
                        return (changes, keep(changes) && changes.Any && await UpdateAsync(connection, replace, cancel));
                    },
                    cancel);
            },
            cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> RemoveAsync(IReadOnlyCollection<string> emails, CancellationToken cancel = default) =>
        WithConnectionAsync(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync(cancel);
                return await BookTransaction.RunAsync(transaction, () => DeleteAsync(connection, emails, cancel), cancel);
            },
            cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private const string Update = """
        UPDATE tincan.book_entry AS old SET email = new.email, name = new.name FROM book_import AS new
        WHERE old.key = new.key AND (old.email, old.name) <> (new.email, new.name)
        """;

    private const string Insert = """
        INSERT INTO tincan.book_entry (key, email, name)
        SELECT key, email, name FROM book_import AS new WHERE NOT EXISTS (SELECT FROM tincan.book_entry AS old WHERE old.key = new.key)
        """;

    private const string Delete =
        "DELETE FROM tincan.book_entry AS old WHERE NOT EXISTS (SELECT FROM book_import AS new WHERE new.key = old.key)";

    private const string Compare = """
        SELECT count(*) FILTER (WHERE old.key IS NULL),
            count(*) FILTER (WHERE (old.email, old.name) <> (new.email, new.name)),
            count(*) FILTER (WHERE new.key IS NULL),
            count(*) FILTER (WHERE (old.email, old.name) = (new.email, new.name))
        FROM book_import AS new FULL JOIN tincan.book_entry AS old ON new.key = old.key
        """;

    /// <summary>Imports the entries into a temporary table first, so that the lock is held only for the merge.</summary>
    private static async Task CopyAsync(NpgsqlConnection connection, IEnumerable<BookEntry> entries, CancellationToken cancel)
    {
        await ExecuteAsync(connection, """CREATE TEMP TABLE book_import (key text COLLATE "C", email text, name text) ON COMMIT DROP""", cancel);
        await using (var copying = await connection.BeginBinaryImportAsync("COPY book_import FROM STDIN (FORMAT BINARY)", cancel))
        {
            foreach (var entry in entries)
            {
                await copying.StartRowAsync(cancel);
                await copying.WriteAsync(AddressKey.Of(entry.Email), NpgsqlDbType.Text, cancel);
                await copying.WriteAsync(entry.Email, NpgsqlDbType.Text, cancel);
                await copying.WriteAsync(entry.Name, NpgsqlDbType.Text, cancel);
            }

            await copying.CompleteAsync(cancel);
        }

        // Without statistics the planner would choose a nested loop.
        await ExecuteAsync(connection, "ANALYZE book_import", cancel);
    }

    private static async Task<BookChanges> CountAsync(NpgsqlConnection connection, bool replace, CancellationToken cancel)
    {
        await using var comparing = new NpgsqlCommand(Compare, connection);
        await using var counts = await comparing.ExecuteReaderAsync(cancel);
        await counts.ReadAsync(cancel);
        var (absent, same) = (counts.GetInt64(2), counts.GetInt64(3));
        return new(counts.GetInt64(0), counts.GetInt64(1), replace ? absent : 0, replace ? same : same + absent);
    }

    private static async Task<bool> UpdateAsync(NpgsqlConnection connection, bool replace, CancellationToken cancel)
    {
        await ExecuteAsync(connection, Update, cancel);
        await ExecuteAsync(connection, Insert, cancel);
        if (replace)
        {
            await ExecuteAsync(connection, Delete, cancel);
        }

        return true;
    }

    private static async Task<(IReadOnlyList<string> Missing, bool Keep)> DeleteAsync(
        NpgsqlConnection connection, IReadOnlyCollection<string> emails, CancellationToken cancel)
    {
        var missing = emails.DistinctBy(AddressKey.Of).ToDictionary(AddressKey.Of);
        await using var removing = new NpgsqlCommand("DELETE FROM tincan.book_entry WHERE key = ANY ($1) RETURNING key", connection);
        removing.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. missing.Keys] });
        await using var removed = await removing.ExecuteReaderAsync(cancel);
        while (await removed.ReadAsync(cancel))
        {
            missing.Remove(removed.GetString(0));
        }

        return ([.. missing.Values], true);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Opens a connection to a database that has a book.</summary>
    private Task<NpgsqlConnection> OpenAsync(CancellationToken cancel) => RetryIfLostAsync(async () =>
    {
        var connection = await _source.OpenConnectionAsync(cancel);
        try
        {
            await BookSchema.ThrowIfMissingAsync(connection, Name, cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    });

    /// <summary>
    /// Retries with a new connection: a pooled connection that was closed by a restart of the database fails only when it is used. The work must be safe to
    /// repeat.
    /// </summary>
    private async Task<T> RetryIfLostAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException error) when (PostgresFailure.IsLost(error))
        {
            _source.Clear();
            return await work();
        }
    }

    private Task<T> WithConnectionAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancel) => GuardAsync(async () =>
    {
        await using var connection = await OpenAsync(cancel);
        return await work(connection);
    });

    private async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            throw PostgresFailure.Translate(error, Name);
        }
    }
}
