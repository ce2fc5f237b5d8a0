using Npgsql;

namespace Tincan.Postgres;

/// <summary>The tables of a book: what version of them a database has, and how they come to be there.</summary>
internal static class BookSchema
{
    /// <summary>The version that this program reads and writes; <c>Schema/N.sql</c> leads from the one before to version N.</summary>
    public const int Version = 1;

    /// <summary>Any number that other programs are unlikely to lock.</summary>
    private const long InitLock = 0x54696E63616E; // "Tincan"

    /// <summary>Brings the schema up, in one transaction; of two at once, the second waits and finds nothing to do.</summary>
    /// <returns>False if there was nothing to do.</returns>
    /// <exception cref="BadFileException">The database cannot hold a book, or one of a later version.</exception>
    public static async Task<bool> BringUpAsync(NpgsqlConnection connection, string name, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var locking = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1), current_setting('server_encoding')", connection))
        {
            locking.Parameters.Add(new NpgsqlParameter<long> { TypedValue = InitLock });
            await using var reader = await locking.ExecuteReaderAsync(cancel);
            await reader.ReadAsync(cancel);
            if (reader.GetString(1) is not "UTF8" and var encoding)
            {
                throw new BadFileException(name, 0, $"the database is encoded in {encoding}; a book needs UTF8");
            }
        }

        var found = await FindAsync(connection, cancel);
        ThrowIfLater(found, name);
        for (var version = found + 1; version <= Version; version++)
        {
            await using var step = new NpgsqlCommand(Script(version), connection);
            await step.ExecuteNonQueryAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        return found < Version;
    }

    /// <summary>Throws unless there is a book of this version.</summary>
    /// <exception cref="BadFileException">There is none, or one of another version.</exception>
    public static async Task ThrowUnlessThereAsync(NpgsqlConnection connection, string name, CancellationToken cancel)
    {
        var found = await FindAsync(connection, cancel);
        ThrowIfLater(found, name);
        if (found < Version)
        {
            throw new BadFileException(name, 0, found == 0
                ? "there is no book in this database; 'tincan book init' makes one"
                : $"the book is of version {found}; 'tincan book init' brings it to version {Version}");
        }
    }

    private static void ThrowIfLater(int found, string name)
    {
        if (found > Version)
        {
            throw new BadFileException(name, 0, $"the book is of version {found}; this program knows version {Version}");
        }
    }

    /// <remarks>
    /// The catalogue itself is asked, as it is now. to_regclass answers from the session's cache, which may still have that there is no such table from
    /// before the wait for the lock, though another session has made it meanwhile.
    /// </remarks>
    private static async Task<int> FindAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        const string Find = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_class AS named JOIN pg_catalog.pg_namespace AS space ON space.oid = named.relnamespace
            WHERE space.nspname = 'tincan' AND named.relname = 'book_schema')
            """;
        await using var asking = new NpgsqlCommand(Find, connection);
        if (await asking.ExecuteScalarAsync(cancel) is not true)
        {
            return 0;
        }

        await using var reading = new NpgsqlCommand("SELECT max(version) FROM tincan.book_schema", connection);
        return await reading.ExecuteScalarAsync(cancel) as int? ?? 0;
    }

    private static string Script(int version)
    {
        using var script = new StreamReader(typeof(BookSchema).Assembly.GetManifestResourceStream($"{version}.sql")!);
        return script.ReadToEnd();
    }
}
