using Tincan.Acceptance.Support;
using Tincan.Postgres.Tests.Support;

namespace Tincan.Postgres.Tests;

public sealed class PostgresBookTests(Cluster cluster)
{
    [Fact]
    public async Task What_is_in_the_database_is_answered_in_any_case()
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("luke@gmail.com", "Luke"), ("zo\u00eb@b", "Zo\u00eb"));
        await using var book = await FollowedBook.OpenAsync(Stores.AddressOf(store));

        Assert.Equal("Luke", book.Ask("LUKE@gmail.com"));
        Assert.Equal("Zo\u00eb", book.Ask("ZO\u00cb@B"));
        Assert.Equal("(NotFound)", book.Ask("uke@gmail.com"));
        Assert.Equal((true, 2), (book.State.IsCurrent, book.State.Count));
    }

    [Fact]
    public async Task A_change_reaches_every_server()
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("a@b", "A"), ("c@d", "C"));
        await using var one = await FollowedBook.OpenAsync(Stores.AddressOf(store));
        await using var other = await FollowedBook.OpenAsync(Stores.AddressOf(store));
        var revision = one.State.Revision;

        await store.PutAsync(("a@b", "Anna"), ("e@f", "E"));
        await store.RemoveAsync(["c@d"]).InTime();

        foreach (var book in (FollowedBook[])[one, other])
        {
            await book.UntilAsync(state => state.Revision == revision + 2);
            Assert.Equal("Anna (NotFound) E", $"{book.Ask("a@b")} {book.Ask("c@d")} {book.Ask("e@f")}");
        }
    }

    [Fact]
    public async Task An_update_that_changes_nothing_is_not_notified()
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("a@b", "A"));
        await using var book = await FollowedBook.OpenAsync(Stores.AddressOf(store));
        var revision = book.State.Revision;

        await store.PutAsync(("a@b", "A"));
        await store.RemoveAsync(["x@y"]).InTime();
        await store.PutAsync(("c@d", "C"));

        await book.UntilAsync(state => state.Count == 2);
        Assert.Equal(revision + 1, book.State.Revision);
    }

    [Theory]
    [InlineData("UPDATE tincan.book_entry SET name = 'Anna' WHERE key = 'A@B'", "Anna C")]
    [InlineData("DELETE FROM tincan.book_entry WHERE key = 'A@B'", "(NotFound) C")]
    [InlineData("UPDATE tincan.book_entry SET key = 'X@Y', email = 'x@y' WHERE key = 'A@B'", "(NotFound) C")]
    [InlineData("TRUNCATE tincan.book_entry", "(NotFound) (NotFound)")]
    [InlineData("DELETE FROM tincan.book_entry; INSERT INTO tincan.book_entry VALUES ('A@B', 'a@b', 'Back')", "Back (NotFound)")]
    public async Task Changes_by_hand_are_noticed_too(string sql, string answers)
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("a@b", "A"), ("c@d", "C"));
        await using var book = await FollowedBook.OpenAsync(Stores.AddressOf(store));
        var revision = book.State.Revision;

        await Cluster.ExecuteAsync(Stores.AddressOf(store), sql);

        await book.UntilAsync(state => state.Revision > revision);
        Assert.Equal(answers, $"{book.Ask("a@b")} {book.Ask("c@d")}");
    }

    [Theory]
    [InlineData("UPDATE tincan.book_entry SET name = 'Anna' WHERE key = 'A@B'", "Anna C")]
    [InlineData("TRUNCATE tincan.book_entry", "(NotFound) (NotFound)")]
    public async Task Changes_by_hand_are_noticed_when_the_oldest_are_forgotten_too(string sql, string answers)
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("a@b", "A"), ("c@d", "C"));
        await Cluster.ExecuteAsync(Stores.AddressOf(store), "INSERT INTO tincan.book_change (revision) SELECT generate_series(3, 10100)");
        await using var book = await FollowedBook.OpenAsync(Stores.AddressOf(store));

        await Cluster.ExecuteAsync(Stores.AddressOf(store), sql);

        await book.UntilAsync(static state => state.Revision == 10101);
        Assert.Equal(answers, $"{book.Ask("a@b")} {book.Ask("c@d")}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_the_database_is_unreachable_known_addresses_are_answered_and_others_are_not_reported_missing(bool crash)
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("a@b", "A"));
        await using var book = await FollowedBook.OpenAsync(Stores.AddressOf(store));

        await cluster.StopAsync(crash);
        await book.UntilAsync(static state => !state.IsCurrent);
        Assert.Equal("A (Unavailable)", $"{book.Ask("a@b")} {book.Ask("x@y")}");

        await cluster.StartAsync();
        await book.UntilAsync(static state => state.IsCurrent);
        Assert.Equal("A (NotFound)", $"{book.Ask("a@b")} {book.Ask("x@y")}");
        await using var later = new PostgresBookStore(PostgresAddress.Parse(Stores.AddressOf(store)));
        await later.PutAsync(("a@b", "Anna"));
        await book.UntilAsync(static state => state.Revision == 3);
        Assert.Equal("Anna", book.Ask("a@b"));
    }

    [Fact]
    public async Task What_changed_while_a_server_was_cut_off_is_known_when_it_is_back()
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("a@b", "A"), ("c@d", "C"), ("e@f", "E"));
        await using var book = await FollowedBook.OpenAsync(Stores.AddressOf(store));

        // One transaction, so that it cannot be back in between.
        await Cluster.ExecuteAsync(Stores.AddressOf(store), """
            DELETE FROM tincan.book_entry WHERE key = 'A@B';
            UPDATE tincan.book_entry SET name = 'Carl' WHERE key = 'C@D';
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
            """);

        await book.UntilAsync(static state => state is { IsCurrent: true, Revision: 3 });
        Assert.Equal("(NotFound) Carl E", $"{book.Ask("a@b")} {book.Ask("c@d")} {book.Ask("e@f")}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task A_database_that_was_restored_from_another_history_is_reloaded(int later)
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("a@b", "A"), ("c@d", "C"));
        await store.PutAsync(("e@f", "only in the lost history"));
        await using var book = await FollowedBook.OpenAsync(Stores.AddressOf(store));

        // As a restored backup is: the last change has not been, and others have.
        await Cluster.ExecuteAsync(Stores.AddressOf(store), """
            SET session_replication_role = replica;
            DELETE FROM tincan.book_change WHERE revision = 3;
            DELETE FROM tincan.book_entry WHERE revision = 3;
            NOTIFY tincan_book;
            """);
        for (var change = 0; change < later; change++)
        {
            await store.PutAsync(("c@d", $"C{change}"));
        }

        await book.UntilAsync(state => state.Revision == 2 + later);
        Assert.Equal(later == 0 ? "A C (NotFound)" : "A C4 (NotFound)", $"{book.Ask("a@b")} {book.Ask("c@d")} {book.Ask("e@f")}");
    }

    [Fact]
    public async Task A_book_that_is_not_there_is_no_book()
    {
        var address = await cluster.CreateDatabaseAsync();

        await Assert.ThrowsAsync<BadFileException>(() => FollowedBook.OpenAsync(address));
    }

    [Fact]
    public async Task A_lost_notification_is_made_up_for_by_asking()
    {
        await using var store = await cluster.CreateBookAsync();
        await using var book = await FollowedBook.OpenAsync(Stores.AddressOf(store), new() { Heartbeat = TimeSpan.FromMilliseconds(50) });

        await Cluster.ExecuteAsync(Stores.AddressOf(store), """
            SET session_replication_role = replica;
            INSERT INTO tincan.book_change (revision) VALUES (2);
            INSERT INTO tincan.book_entry VALUES ('A@B', 'a@b', 'A', 2);
            """);

        await book.UntilAsync(static state => state.Revision == 2);
        Assert.Equal("A", book.Ask("a@b"));
    }
}
