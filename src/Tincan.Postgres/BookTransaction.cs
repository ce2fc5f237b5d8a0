namespace Tincan.Postgres;

/// <summary>Serializes writers, with the same lock order as the triggers of the schema.</summary>
internal static class BookTransaction
{
    /// <summary>
    /// Tincan's own writers cannot deadlock, but manual SQL can lock rows in any order, and PostgreSQL then aborts one of the two.
    /// </summary>
    private const int MaxAttempts = 5;

    private const string Savepoint = "beginning";

    /// <summary>The lock order of every statement that changes entries: the table, then, by the trigger, the changes.</summary>
    private const string Lock = """
        LOCK TABLE tincan.book_entry IN ROW EXCLUSIVE MODE;
        LOCK TABLE tincan.book_change IN SHARE ROW EXCLUSIVE MODE
        """;

    /// <summary>Locks the tables, does the work, and commits. After a deadlock, rolls back to the beginning of the work and retries.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="work">The work, and whether to commit it. It may be called several times.</param>
    /// <param name="cancel">Cancels the work.</param>
    public static async Task<T> RunAsync<T>(NpgsqlTransaction transaction, Func<Task<(T Result, bool Keep)>> work, CancellationToken cancel)
    {
        await transaction.SaveAsync(Savepoint, cancel);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using (var locking = new NpgsqlCommand(Lock, transaction.Connection))
                {
                    await locking.ExecuteNonQueryAsync(cancel);
                }

                var (result, keep) = await work();
                if (keep)
                {
                    await transaction.CommitAsync(cancel);
                }

                return result;
            }
            catch (PostgresException deadlock) when (deadlock.SqlState == PostgresErrorCodes.DeadlockDetected && attempt < MaxAttempts)
            {
                await transaction.RollbackAsync(Savepoint, cancel);
            }
        }
    }
}
