using Npgsql;
using Tincan.Acceptance.Support;
using Tincan.Postgres.Tests.Support;
using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Stores;
using Tincan.Wires;

namespace Tincan.Postgres.Tests;

public sealed class PostgresBookStoreTests(Cluster cluster)
{
    [Theory]
    [InlineData("", GssEncryptionMode.Disable)]
    [InlineData("?gssencmode=require", GssEncryptionMode.Require)]
    public async Task Kerberos_encrypts_only_if_the_address_says_so(string settings, GssEncryptionMode mode)
    {
        await using var source = PostgresAddress.Parse($"postgres://h/d{settings}").Connect();
        Assert.Equal(mode, new NpgsqlConnectionStringBuilder(source.ConnectionString).GssEncryptionMode);
    }

    [Fact]
    public async Task A_book_is_made_once_however_often_and_by_however_many()
    {
        await using var store = new PostgresBookStore(PostgresAddress.Parse(await cluster.CreateDatabaseAsync()));
        var missing = await Assert.ThrowsAsync<BadFileException>(() => store.PutAsync(("a@b", "A")));
        Assert.EndsWith(": this database has no book; 'tincan book init' creates one", missing.Message, StringComparison.Ordinal);

        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.InitializeAsync())).InTime();

        Assert.Single(made, static one => one);
        await store.PutAsync(("a@b", "A"));
        Assert.False(await store.InitializeAsync().InTime());
        Assert.Equal("a@b=A", await store.TextAsync());
    }

    [Fact]
    public async Task A_book_of_a_later_version_is_left_alone()
    {
        var address = await cluster.CreateDatabaseAsync();
        await using var store = new PostgresBookStore(PostgresAddress.Parse(address));
        await store.InitializeAsync().InTime();
        await Cluster.ExecuteAsync(address, "UPDATE tincan.book_schema SET version = 99");

        var init = await Assert.ThrowsAsync<BadFileException>(() => store.InitializeAsync().InTime());
        Assert.EndsWith(": the book has version 99; this program supports version 1", init.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BadFileException>(() => store.PutAsync(("a@b", "A")));
    }

    [Fact]
    public async Task A_database_that_cannot_hold_every_name_is_refused()
    {
        await using var store = new PostgresBookStore(PostgresAddress.Parse(await cluster.CreateDatabaseAsync("SQL_ASCII")));

        var error = await Assert.ThrowsAsync<BadFileException>(() => store.InitializeAsync().InTime());
        Assert.EndsWith(": the database is encoded in SQL_ASCII; a book needs UTF8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_are_added_and_changed_and_the_same_again_changes_nothing()
    {
        await using var store = await cluster.CreateBookAsync();

        Assert.Equal(new BookChanges(2, 0, 0, 0), await store.PutAsync(("a@b", "A"), ("zo\u00eb@b", "Zo\u00eb")));
        Assert.Equal(new BookChanges(1, 2, 0, 0), await store.PutAsync(("A@b", "A"), ("ZO\u00cb@b", "Z"), ("c@d", "C")));
        Assert.Equal(new BookChanges(0, 0, 0, 3), await store.PutAsync(("A@b", "A")));
        Assert.Equal("A@b=A c@d=C ZO\u00cb@b=Z", await store.TextAsync());
    }

    [Fact]
    public async Task A_book_can_be_made_equal_to_entries()
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("a@b", "A"), ("c@d", "C"), ("e@f", "E"));
        BookEntry[] entries = [new("c@d", "C"), new("e@f", "Eve"), new("g@h", "G")];

        Assert.Equal(new BookChanges(1, 1, 1, 1), await store.MergeAsync(entries, replace: true, static _ => false).InTime());
        Assert.Equal("a@b=A c@d=C e@f=E", await store.TextAsync());
        Assert.Equal(new BookChanges(1, 1, 1, 1), await store.MergeAsync(entries, replace: true, static _ => true).InTime());
        Assert.Equal("c@d=C e@f=Eve g@h=G", await store.TextAsync());
    }

    [Fact]
    public async Task To_say_what_would_change_waits_for_no_writer_and_touches_nothing()
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("a@b", "A"), ("c@d", "C"));
        await using var source = PostgresAddress.Parse(Stores.AddressOf(store)).Connect();
        await using var writer = await source.OpenConnectionAsync(TestContext.Current.CancellationToken).AsTask().InTime();
        await using var locking = new Npgsql.NpgsqlCommand("BEGIN; DELETE FROM tincan.book_entry", writer);
        await locking.ExecuteNonQueryAsync(TestContext.Current.CancellationToken).InTime();

        Assert.Equal(new BookChanges(1, 1, 1, 0), await store.CompareAsync([new("A@b", "A"), new("e@f", "E")], replace: true).InTime());
        Assert.Equal("a@b=A c@d=C", await store.TextAsync());
    }

    [Fact]
    public async Task Addresses_are_removed_in_any_case_and_missing_ones_are_reported()
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("a@b", "A"), ("c@d", "C"));

        Assert.Equal(["x@y"], await store.RemoveAsync(["A@B", "a@b", "x@y"]).InTime());
        Assert.Equal("c@d=C", await store.TextAsync());
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_nothing()
    {
        await using var store = await cluster.CreateBookAsync();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(one => store.PutAsync(($"a{one}@b", "A"), ("shared@b", $"{one}")))).InTime();

        Assert.Equal(13, (await store.TextAsync()).Split(' ').Length);
    }

    [Fact]
    public async Task An_import_that_fails_in_the_middle_changes_nothing()
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("a@b", "A"));

        await Assert.ThrowsAsync<BadFileException>(() => store.MergeAsync(Failing(), replace: true, static _ => true).InTime());
        Assert.Equal("a@b=A", await store.TextAsync());

        static IEnumerable<BookEntry> Failing()
        {
            yield return new("c@d", "C");
            throw new BadFileException("file", 2, "bad");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Kept_open_across_a_restart_of_the_database_it_goes_on(bool crash)
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("a@b", "A"));
        async Task RestartAsync()
        {
            await cluster.StopAsync(crash);
            await cluster.StartAsync();
        }

        await RestartAsync();
        Assert.Equal(new BookChanges(1, 0, 0, 1), await store.PutAsync(("c@d", "C")));
        await RestartAsync();
        Assert.Equal("a@b=A c@d=C", await store.TextAsync());
        await RestartAsync();
        Assert.Empty(await store.RemoveAsync(["c@d"]).InTime());
        await RestartAsync();
        Assert.False(await store.InitializeAsync().InTime());
        Assert.Equal("a@b=A", await store.TextAsync());
    }

    [Theory]
    [InlineData("DROP TABLE tincan.book_removed", "relation \"tincan.book_removed\" does not exist (42P01)")]
    [InlineData("ALTER TABLE tincan.book_entry ADD CHECK (name <> 'C')", "new row for relation \"book_entry\" violates check constraint \"book_entry_name_check1\" (23514)")]
    public async Task An_error_of_the_database_is_quoted_and_is_no_missing_connection(string sql, string why)
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("a@b", "A"));
        await Cluster.ExecuteAsync(Stores.AddressOf(store), sql);

        var error = await Assert.ThrowsAsync<BadFileException>(
            () => store.MergeAsync([new("c@d", "C")], replace: true, static _ => true).InTime());
        Assert.Equal($"{store.Name}: {why}", error.Message);
        Assert.Equal("a@b=A", await store.TextAsync());
    }

    [Fact]
    public async Task A_lock_timeout_of_the_database_is_reported_as_busy()
    {
        await using var store = await cluster.CreateBookAsync();
        var address = Stores.AddressOf(store);
        await Cluster.ExecuteAsync(address, $"ALTER DATABASE {address.Split('/')[^1]} SET lock_timeout = '50ms'");
        await using var later = new PostgresBookStore(PostgresAddress.Parse(address));
        await using var source = PostgresAddress.Parse(address).Connect();
        await using var other = await source.OpenConnectionAsync(TestContext.Current.CancellationToken).AsTask().InTime();
        await using var locking = new Npgsql.NpgsqlCommand("BEGIN; LOCK TABLE tincan.book_change", other);
        await locking.ExecuteNonQueryAsync(TestContext.Current.CancellationToken).InTime();

        var error = await Assert.ThrowsAsync<WireException>(() => later.RemoveAsync(["a@b"]).InTime());
        Assert.Equal(
            (CloseReason.Idle, $"{store.Name} is busy, and nothing was changed: canceling statement due to lock timeout (55P03)"), (error.Reason, error.Message));
    }

    [Theory]
    [InlineData("none", "cannot connect to NAME: database \"none\" does not exist (3D000)")]
    [InlineData("none?host=127.0.0.1&port=1", "cannot reach postgres://127.0.0.1:1/none: ")]
    public async Task A_database_that_rejects_logins_is_distinguished_from_a_missing_one(string database, string said)
    {
        var address = PostgresAddress.Parse((await cluster.CreateDatabaseAsync()).Split("/book")[0] + "/" + database);
        await using var store = new PostgresBookStore(address);

        var error = await Assert.ThrowsAsync<ConnectException>(() => store.PutAsync(("a@b", "A")));
        Assert.StartsWith(said.Replace("NAME", address.Name, StringComparison.Ordinal), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://tincan:hush@127.0.0.1:1/none")]
    [InlineData("postgres://tincan:hush@nowhere.invalid/none")]
    public async Task A_database_that_cannot_be_reached_is_named_without_its_password(string address)
    {
        await using var store = new PostgresBookStore(PostgresAddress.Parse(address));

        var error = await Assert.ThrowsAsync<ConnectException>(() => store.PutAsync(("a@b", "A")));
        Assert.StartsWith("cannot reach postgres://", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
    }
}
