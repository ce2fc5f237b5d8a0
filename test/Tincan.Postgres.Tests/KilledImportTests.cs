using Tincan.Acceptance.Support;
using Tincan.Postgres.Tests.Support;
using Tincan.Protocols.Book.Stores;

namespace Tincan.Postgres.Tests;

/// <summary>An import that is killed at a random moment leaves the old book or the new one, whole.</summary>
public sealed class KilledImportTests(Cluster cluster)
{
    private const int Entries = 20_000;

    [Fact]
    public async Task In_a_database()
    {
        var address = await cluster.CreateDatabaseAsync();
        await using var store = new PostgresBookStore(PostgresAddress.Parse(address));
        await KillManyAsync(store, address);
    }

    [Fact]
    public async Task In_a_file()
    {
        using var scratch = new Scratch();
        await using var store = new CsvBookStore(scratch["book.csv"], TimeProvider.System);
        await KillManyAsync(store, scratch["book.csv"]);
    }

    private static async Task KillManyAsync(IBookStore store, string book)
    {
        using var scratch = new Scratch();
        await store.InitializeAsync().InTime();
        string[] files = [Edition(scratch, 0), Edition(scratch, 1)];
        (await ImportAsync(files[0], book)).Wrote($"{Entries} added, 0 changed, 0 removed, 0 unchanged, 0 refused\n");
        // What is killed changes every entry, which takes longer than to add them.
        var began = TimeProvider.System.GetTimestamp();
        (await ImportAsync(files[1], book)).Wrote($"0 added, {Entries} changed, 0 removed, 0 unchanged, 0 refused\n");
        var whole = TimeProvider.System.GetElapsedTime(began);
        var random = new Random(Reliability.Seed);
        var (edition, finished, changed) = (1, 0, 0);
        began = TimeProvider.System.GetTimestamp();
        for (var kill = 0; kill < Reliability.Kills; kill++)
        {
            var fresh = 1 - edition;
            var started = TimeProvider.System.GetTimestamp();
            await using (var import = TincanCli.Start("book", "import", files[fresh], "--book", book, "--replace"))
            {
                // At a moment from its start to some time after it should have ended; how long it takes changes with what else the machine does.
                var moment = whole * random.NextDouble() * 1.2;
                while (!import.HasExited && TimeProvider.System.GetElapsedTime(started) < moment)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
                }

                whole = import.HasExited ? TimeProvider.System.GetElapsedTime(started) : whole * 1.03;
                finished += import.HasExited ? 1 : 0;
            }

            var found = await EditionAsync(store);
            Assert.True(found == edition || found == fresh, $"kill {kill} with seed {Reliability.Seed}: neither the old book nor the new");
            changed += found == fresh ? 1 : 0;
            edition = found;
            Reliability.Tell(kill + 1, Reliability.Kills, "imports killed", began);
        }

        // The next import goes through, whatever the killed ones left.
        (await ImportAsync(files[1 - edition], book)).Wrote($"0 added, {Entries} changed, 0 removed, 0 unchanged, 0 refused\n");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Reliability.Kills} imports killed with seed {Reliability.Seed}, {finished} of them after their end, {changed} with the new book in place; it was always whole");
    }

    private static Task<Outcome> ImportAsync(string file, string book) => TincanCli.RunAsync("book", "import", file, "--book", book, "--replace");

    /// <summary>Which edition a book is: 0 or 1; -1 if it is a mixture.</summary>
    private static async Task<int> EditionAsync(IBookStore store)
    {
        var counts = new int[2];
        await foreach (var entry in store.ReadAsync())
        {
            counts[entry.Name[^1] - '0']++;
        }

        return counts switch
        {
            [Entries, 0] => 0,
            [0, Entries] => 1,
            _ => -1,
        };
    }

    private static string Edition(Scratch scratch, int edition)
    {
        var text = new StringBuilder();
        for (var entry = 0; entry < Entries; entry++)
        {
            text.Append(CultureInfo.InvariantCulture, $"person{entry}@example.org,Person {entry} of edition {edition}\n");
        }

        return scratch.Write($"{edition}.csv", text.ToString());
    }
}
