using NpgsqlTypes;
using Tincan.Protocols.Book;

namespace Tincan.Postgres;

/// <summary>A server's copy of the book in memory, and how it is updated over a connection.</summary>
/// <param name="name">The database's name in messages.</param>
internal sealed class BookCopy(string name)
{
    private const string Head = "SELECT revision, stamp FROM tincan.book_change ORDER BY revision DESC LIMIT 1";

    private ResponseTable _table = new();
    private Guid _stamp;

    /// <summary>The revision of the copy; 0 if it is empty.</summary>
    public long Revision { get; private set; }

    /// <summary>Warnings about the book, from the last complete load.</summary>
    public BookWarnings Warnings { get; private set; } = new();

    /// <summary>The number of addresses.</summary>
    public int Count => _table.Count;

    /// <summary>Looks up a key. Thread-safe.</summary>
    public bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> response) => Volatile.Read(ref _table).TryFind(key, out response);

    /// <summary>Whether the database has changed since the copy was updated.</summary>
    /// <param name="connection">A connection.</param>
    /// <param name="watch">Notified of progress.</param>
    public async Task<bool> IsOutdatedAsync(NpgsqlConnection connection, StallWatch watch) =>
        await HeadAsync(connection, watch) != (Revision, _stamp);

    /// <summary>Updates the copy. After a failure it may have some of the changes; the next update applies all of them again.</summary>
    /// <param name="connection">A connection without a transaction.</param>
    /// <param name="watch">Notified of progress.</param>
    public async Task UpdateAsync(NpgsqlConnection connection, StallWatch watch)
    {
        // Repeatable read: all queries see the same state of the book.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, watch.Token);
        var (revision, stamp) = await HeadAsync(connection, watch);
        if (Revision > 0 && await IsKnownAsync(connection, watch))
        {
            await ApplyChangesAsync(connection, watch);
        }
        else
        {
            (var table, Warnings) = await LoadAsync(connection, watch);
            Volatile.Write(ref _table, table);
        }

        (Revision, _stamp) = (revision, stamp);
        await transaction.CommitAsync(watch.Token);
    }

    private static async Task<(long Revision, Guid Stamp)> HeadAsync(NpgsqlConnection connection, StallWatch watch)
    {
        await using var asking = new NpgsqlCommand(Head, connection);
        await asking.PrepareAsync(watch.Token);
        await using var reader = await asking.ExecuteReaderAsync(watch.Token);
        var isThere = await reader.ReadAsync(watch.Token);
        watch.Moved();
        return isThere
            ? (reader.GetInt64(0), reader.GetGuid(1))
            : throw new NpgsqlException("the book has no revisions: its tables were changed by hand");
    }

    /// <summary>Whether the database's history contains the copy's revision.</summary>
    private async Task<bool> IsKnownAsync(NpgsqlConnection connection, StallWatch watch)
    {
        await using var asking = new NpgsqlCommand("SELECT EXISTS (SELECT FROM tincan.book_change WHERE revision = $1 AND stamp = $2)", connection);
        asking.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Revision });
        asking.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _stamp });
        await asking.PrepareAsync(watch.Token);
        var isKnown = await asking.ExecuteScalarAsync(watch.Token) is true;
        watch.Moved();
        return isKnown;
    }

    private async Task ApplyChangesAsync(NpgsqlConnection connection, StallWatch watch)
    {
        // Skip addresses that were removed and added again: they must not be missing for a moment.
        await using var reading = new NpgsqlCommand(
            """
            SELECT key, NULL FROM tincan.book_removed AS gone
            WHERE revision > $1 AND NOT EXISTS (SELECT FROM tincan.book_entry AS here WHERE here.key = gone.key)
            UNION ALL SELECT key, name FROM tincan.book_entry WHERE revision > $1
            """,
            connection);
        reading.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Revision });
        await reading.PrepareAsync(watch.Token);
        await using (var changes = await reading.ExecuteReaderAsync(watch.Token))
        {
            while (await changes.ReadAsync(watch.Token))
            {
                watch.Moved();
                var key = Encoding.UTF8.GetBytes(changes.GetString(0));
                if (changes.IsDBNull(1))
                {
                    _table.Remove(key);
                }
                else
                {
                    _table.Set(key, BookEntry.Response(changes.GetString(1)));
                }
            }
        }

        if (_table.Wasted > _table.Written / 2)
        {
            Volatile.Write(ref _table, _table.Compact());
        }
    }

    private async Task<(ResponseTable Table, BookWarnings Warnings)> LoadAsync(NpgsqlConnection connection, StallWatch watch)
    {
        // The spelling of an address is needed only for warnings.
        const string All = """
            COPY (SELECT key, name, CASE WHEN octet_length(name) > 127 THEN email END FROM tincan.book_entry) TO STDOUT (FORMAT BINARY)
            """;
        var (table, warnings) = (new ResponseTable(), new BookWarnings());
        await using var export = await connection.BeginBinaryExportAsync(All, watch.Token);
        while (await export.StartRowAsync(watch.Token) >= 0)
        {
            watch.Moved();
            var key = await export.ReadAsync<string>(NpgsqlDbType.Text, watch.Token);
            var entry = await export.ReadAsync<string>(NpgsqlDbType.Text, watch.Token);
            table.Set(Encoding.UTF8.GetBytes(key), BookEntry.Response(entry));
            if (export.IsNull)
            {
                await export.SkipAsync(watch.Token);
                continue;
            }

            var email = await export.ReadAsync<string>(NpgsqlDbType.Text, watch.Token);
            warnings.Look(name, new BookEntry(email, entry));
        }

        return (table, warnings);
    }
}
