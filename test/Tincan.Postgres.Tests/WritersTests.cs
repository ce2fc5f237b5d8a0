using Npgsql;
using Tincan.Acceptance.Support;
using Tincan.Postgres.Tests.Support;
using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Stores;

namespace Tincan.Postgres.Tests;

/// <summary>Keepers and SQL by hand that change the book at the same time.</summary>
public sealed class WritersTests(Cluster cluster)
{
    [Theory]
    [InlineData(null)]
    [InlineData("DELETE FROM tincan.book_entry WHERE key = 'A@B'")]
    [InlineData("UPDATE tincan.book_entry SET name = 'By hand' WHERE key = 'A@B'")]
    [InlineData("TRUNCATE tincan.book_entry")]
    public async Task A_second_writer_waits_and_locks_nothing_that_the_first_needs(string? sql)
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("a@b", "A"));
        var other = Task.CompletedTask;

        await store.MergeAsync([new("a@b", "Anna")], replace: false, _ => Keep(), TestContext.Current.CancellationToken).InTime();

        await other;
        Assert.Equal(sql?.StartsWith("UPDATE", StringComparison.Ordinal) == true ? "a@b=By hand" : "", await store.TextAsync());

        bool Keep()
        {
            other = sql is null ? store.RemoveAsync(["a@b"]).InTime() : Cluster.ExecuteAsync(Stores.AddressOf(store), sql);
            WaitsAsync(store).GetAwaiter().GetResult();
            return true;
        }
    }

    [Fact]
    public async Task After_a_deadlock_with_locks_by_hand_the_work_is_done_again()
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("a@b", "A"), ("c@d", "C"));
        // Who waits at this database looks for a deadlock sooner than the one by hand, and so is the one that is ended.
        await Cluster.ExecuteAsync(Stores.AddressOf(store), $"ALTER DATABASE {Stores.AddressOf(store).Split('/')[^1]} SET deadlock_timeout = '3s'");
        await using var source = PostgresAddress.Parse(Stores.AddressOf(store)).Connect();
        await using var hand = await source.OpenConnectionAsync(TestContext.Current.CancellationToken).AsTask().InTime();
        await ExecuteAsync(hand, "SET deadlock_timeout = '25s'; BEGIN; SELECT FROM tincan.book_entry WHERE key = 'A@B' FOR UPDATE");
        await using var later = new PostgresBookStore(PostgresAddress.Parse(Stores.AddressOf(store)));
        var asked = 0;

        var merge = later.MergeAsync([new("a@b", "Anna")], replace: false, _ => ++asked > 0, TestContext.Current.CancellationToken).InTime();
        await WaitsAsync(store);
        await ExecuteAsync(hand, "UPDATE tincan.book_entry SET name = 'Carl' WHERE key = 'C@D'; COMMIT");

        Assert.Equal(new BookChanges(0, 1, 0, 1), await merge);
        Assert.Equal(2, asked);
        Assert.Equal("a@b=Anna c@d=Carl", await store.TextAsync());
    }

    [Fact]
    public async Task An_address_is_taken_out_however_long_another_is_at_work()
    {
        var address = Stores.AddressOf(await cluster.CreateBookAsync());
        await using var source = PostgresAddress.Parse(address).Connect();

        // Nothing in a test waits for 30 s; what would make Npgsql give up is looked at instead.
        Assert.Equal(0, new NpgsqlConnectionStringBuilder(source.ConnectionString).CommandTimeout);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync().InTime();
    }

    /// <summary>Waits until somebody waits for a lock.</summary>
    private static async Task WaitsAsync(PostgresBookStore store)
    {
        await using var source = PostgresAddress.Parse(Stores.AddressOf(store)).Connect();
        await using var command = source.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        var began = TimeProvider.System.GetTimestamp();
        while (await command.ExecuteScalarAsync().InTime() is not > 0L)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Bounded.Limit, "nobody waits");
        }
    }
}
