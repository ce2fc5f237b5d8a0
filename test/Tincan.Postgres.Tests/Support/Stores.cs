using Tincan.Acceptance.Support;
using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Stores;

namespace Tincan.Postgres.Tests.Support;

/// <summary>Short words for what tests do to a book.</summary>
internal static class Stores
{
    /// <summary>A new book in a database of its own.</summary>
    public static async Task<PostgresBookStore> CreateBookAsync(this Cluster cluster)
    {
        var store = new PostgresBookStore(PostgresAddress.Parse(await cluster.CreateDatabaseAsync()));
        await store.InitializeAsync().InTime();
        return store;
    }

    /// <summary>The address of its database.</summary>
    public static string AddressOf(PostgresBookStore store) => $"postgres://tincan@{store.Name["postgres://".Length..]}";

    public static Task<BookChanges> PutAsync(this IBookStore store, params (string Email, string Name)[] entries) =>
        store.MergeAsync([.. entries.Select(static entry => new BookEntry(entry.Email, entry.Name))], replace: false, static _ => true).InTime();

    public static async Task<string> TextAsync(this IBookStore store)
    {
        var text = new List<string>();
        await foreach (var (email, name) in store.ReadAsync())
        {
            text.Add($"{email}={name}");
        }

        return string.Join(' ', text);
    }
}
