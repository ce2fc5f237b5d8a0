using Tincan.Acceptance.Support;
using Tincan.Postgres.Tests.Support;

namespace Tincan.Postgres.Tests;

/// <summary>A book in a database as a service of a plan.</summary>
public sealed class UpTests(Cluster cluster)
{
    [Fact]
    public async Task It_answers_from_the_database_and_its_password_is_never_shown()
    {
        using var scratch = new Scratch();
        var address = await cluster.CreateDatabaseAsync();
        await using var store = new PostgresBookStore(PostgresAddress.Parse(address));
        await store.InitializeAsync().InTime();
        await store.PutAsync(("luke@gmail.com", "Luke Skywalker"));
        var secret = address.Replace("tincan@", "tincan:hush@", StringComparison.Ordinal);
        var plan = scratch.Write("tincan.json", $$"""{ "log": "debug", "services": { "staff": { "serve": "book", "listen": ":0", "book": "{{secret}}" } } }""");

        var check = await TincanCli.RunAsync("up", "--check", plan);
        Assert.Equal((0, ""), (check.Code, check.Error));
        Assert.Contains($"    book                {store.Name} (1 address)", check.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", check.Text, StringComparison.Ordinal);

        await using var up = await Services.UpAsync(plan, 1);
        await store.PutAsync(("leia@gmail.com", "Leia Organa"));
        var answer = "";
        while (!answer.Contains("Leia", StringComparison.Ordinal))
        {
            using var client = await up.ConnectAsync("staff");
            await client.SendAsync("Q\u000eluke@gmail.comQ\u000eleia@gmail.com");
            client.Finish();
            answer = await client.ReceiveToEndAsync();
            Assert.StartsWith("R\u000eLuke Skywalker", answer, StringComparison.Ordinal);
        }

        up.Running.Terminate();
        var outcome = await up.Running.ExitAsync();
        Assert.Equal(0, outcome.Code);
        Assert.DoesNotContain("hush", outcome.Error + outcome.Text, StringComparison.Ordinal);
        var told = outcome.Error.Split('\n').Where(static line => line.Contains("\"event\":\"tincan.database.", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(told);
        Assert.All(told, static line => Assert.Contains("\"tincan.service\":\"staff\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_warns_of_names_over_127_bytes_of_the_first_ones_and_of_how_many_there_are()
    {
        using var scratch = new Scratch();
        await using var store = await cluster.CreateBookAsync();
        await store.PutAsync([("luke@gmail.com", "Luke"), .. Enumerable.Range(1, 25).Select(static one => ($"Wide{one}@b", new string('x', 128)))]);

        await using var server = await TincanCli.ServeAsync("serve", "book", "--book", Stores.AddressOf(store), "--log", "none");
        var warnings = (await server.Error.UntilAsync("in all have more than 127 bytes\n")).TrimEnd().Split('\n');
        Assert.Equal(21, warnings.Length);
        Assert.Matches($"^Wide[0-9]+@b in {store.Name}: the name has 128 bytes; programs with a signed length byte take at most 127$", warnings[0]);
        Assert.StartsWith("and 5 more: 25 names in all", warnings[20], StringComparison.Ordinal);

        var plan = scratch.Write("tincan.json", $$"""{ "services": { "staff": { "serve": "book", "book": "{{Stores.AddressOf(store)}}" } } }""");
        var check = await TincanCli.RunAsync("up", "--check", plan);
        Assert.Equal(0, check.Code);
        Assert.Contains("and 5 more: 25 names in all have more than 127 bytes\n", check.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_database_or_one_without_a_book_is_reported_without_the_password()
    {
        using var scratch = new Scratch();
        var empty = (await cluster.CreateDatabaseAsync()).Replace("tincan@", "tincan:hush@", StringComparison.Ordinal);
        var plan = scratch.Write("tincan.json", $$"""{ "services": { "staff": { "serve": "book", "book": "{{empty}}" } } }""");
        (await TincanCli.RunAsync("up", "--check", plan)).FailedWith(
            2, $"{plan}:1:53: staff: {PostgresAddress.Parse(empty).Name}: this database has no book; 'tincan book init' creates one");

        plan = scratch.Write("tincan.json", """{ "services": { "staff": { "serve": "book", "book": "postgres://tincan:hush@127.0.0.1:1/none" } } }""");
        var away = await TincanCli.RunAsync("up", "--check", plan);
        Assert.Equal((3, ""), (away.Code, away.Text));
        Assert.StartsWith($"tincan: {plan}:1:53: staff: cannot reach postgres://127.0.0.1:1/none: ", away.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", away.Error, StringComparison.Ordinal);
    }
}
