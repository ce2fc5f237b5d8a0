using Npgsql;

namespace Tincan.Postgres;

/// <summary>A keeper's turn: one writer after the other, in the order of locks that the triggers of the schema have.</summary>
internal static class BookWriting
{
    /// <summary>
    /// How often work is begun. Keepers do not lock each other out, but SQL by hand may lock rows as it likes, and PostgreSQL then ends one of the two.
    /// </summary>
    private const int MostTries = 5;

    private const string Beginning = "beginning";

    /// <summary>The order of every statement that changes entries: its table, then, by the trigger, the changes.</summary>
    private const string Lock = """
        LOCK TABLE tincan.book_entry IN ROW EXCLUSIVE MODE;
        LOCK TABLE tincan.book_change IN SHARE ROW EXCLUSIVE MODE
        """;

    /// <summary>Waits for its turn, works, and commits; after a deadlock it begins again.</summary>
    /// <param name="transaction">The transaction. What was done in it before stays.</param>
    /// <param name="work">The work, and whether it shall be kept. It may be called again, with nothing of it done.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<T> RunAsync<T>(NpgsqlTransaction transaction, Func<Task<(T Result, bool Keep)>> work, CancellationToken cancel)
    {
        await transaction.SaveAsync(Beginning, cancel);
        for (var tries = 1; ; tries++)
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
            catch (PostgresException deadlock) when (deadlock.SqlState == PostgresErrorCodes.DeadlockDetected && tries < MostTries)
            {
                await transaction.RollbackAsync(Beginning, cancel);
            }
        }
    }
}
