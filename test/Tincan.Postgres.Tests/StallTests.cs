using Tincan.Postgres.Tests.Support;

namespace Tincan.Postgres.Tests;

/// <summary>A connection that falls silent without an end, whatever was being asked on it.</summary>
public sealed class StallTests(Cluster cluster)
{
    private const int Entries = 5_000;

    /// <summary>More than is said before the entries, and less than the entries are.</summary>
    private const int AmongEntries = 20_000;

    private static readonly PostgresBookOptions Impatient = new()
    {
        Heartbeat = TimeSpan.FromHours(1),
        ResponseTimeout = TimeSpan.FromMilliseconds(300),
        StallTimeout = TimeSpan.FromSeconds(1),
    };

    [Theory]
    [InlineData("UPDATE tincan.book_entry SET name = 'New'", "New (NotFound)")]
    [InlineData("DELETE FROM tincan.book_entry WHERE key <> 'A7@B'", "Old (NotFound)")]
    [InlineData("CREATE TEMP TABLE all_of_it AS TABLE tincan.book_entry; TRUNCATE tincan.book_entry; INSERT INTO tincan.book_entry SELECT key, email, 'New' FROM all_of_it", "New (NotFound)")]
    public async Task In_the_middle_of_what_changed_it_is_given_up_and_all_is_learned_on_another(string sql, string answers)
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync([.. Enumerable.Range(0, Entries).Select(static one => ($"a{one}@b", "Old"))]);
        await using var relay = new Relay(Stores.AddressOf(store));
        await using var book = await FollowedBook.OpenAsync(relay.Address, Impatient);
        var connections = relay.Connections;

        relay.SilenceAfter(AmongEntries);
        await Cluster.ExecuteAsync(Stores.AddressOf(store), sql);

        await book.UntilAsync(static state => !state.IsCurrent);
        await book.UntilAsync(static state => state is { IsCurrent: true, Revision: 3 });
        Assert.Equal(answers, $"{book.Ask("a7@b")} {book.Ask("x@y")}");
        Assert.True(relay.Connections > connections);
    }

    [Fact]
    public async Task It_also_times_out_before_the_answer_about_changes()
    {
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync(("a@b", "A"));
        await using var relay = new Relay(Stores.AddressOf(store));
        await using var book = await FollowedBook.OpenAsync(relay.Address, Impatient with { Heartbeat = TimeSpan.FromMilliseconds(50) });

        relay.SilenceAfter(0);
        await book.UntilAsync(static state => !state.IsCurrent);
        await store.PutAsync(("c@d", "C"));

        await book.UntilAsync(static state => state is { IsCurrent: true, Revision: 3 });
        Assert.Equal("A C (NotFound)", $"{book.Ask("a@b")} {book.Ask("c@d")} {book.Ask("x@y")}");
    }
}
