namespace Tincan.Postgres;

/// <summary>Creates, migrates and checks the tables of a book.</summary>
internal static class BookSchema
{
    /// <summary>The version that this program reads and writes. <c>Schema/N.sql</c> migrates to version N.</summary>
    public const int Version = 1;

    /// <summary>An advisory lock that other programs are unlikely to use.</summary>
    private const long InitLock = 0x54696E63616E; // "Tincan"

    /// <summary>Migrates the schema in one transaction. Concurrent migrations wait for each other.</summary>
    /// <returns>False if there was nothing to do.</returns>
    /// <exception cref="BadFileException">The database is not UTF-8, or has a later version.</exception>
    public static async Task<bool> MigrateAsync(NpgsqlConnection connection, string name, CancellationToken cancel)
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

    /// <summary>Throws unless the database has a book of this version.</summary>
    /// <exception cref="BadFileException">It has none, or one of another version.</exception>
    public static async Task ThrowIfMissingAsync(NpgsqlConnection connection, string name, CancellationToken cancel)
    {
        var found = await FindAsync(connection, cancel);
        ThrowIfLater(found, name);
        if (found < Version)
        {
            throw new BadFileException(name, 0, found == 0
                ? "this database has no book; 'tincan book init' creates one"
                : $"the book has version {found}; 'tincan book init' migrates it to version {Version}");
        }
    }

    private static void ThrowIfLater(int found, string name)
    {
        if (found > Version)
        {
            throw new BadFileException(name, 0, $"the book has version {found}; this program supports version {Version}");
        }
    }

    /// <remarks>
    /// Queries the catalog: to_regclass uses the session's cache, which may not have the table if another session created it during the wait for the lock.
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
