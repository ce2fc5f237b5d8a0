using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Interop;

/// <summary>Chains of client, resolver and two table servers, each ours or a naive one, without options that say how a line ends.</summary>
public sealed class ClassroomNamesTests : IDisposable
{
    private const string Names = "www.princeton.edu\nrutgers.edu\nnothinghere.com\ngoogle.com\nRutgers.edu\namazon.com\n";

    private readonly Scratch _scratch = new();

    /// <summary>
    /// Words: the table servers, the resolver, the client; <c>ours</c> is the program's own. A resolver of theirs that takes the first answer may ask tables of
    /// theirs for the next name before the other one has read this one, and that table reads the two as one: so theirs waits for both (<c>join</c>).
    /// </summary>
    [Theory]
    [InlineData("ts.py", "ours", "ours")]
    [InlineData("ts.py strip", "ours", "ours")]
    [InlineData("ts.py strip newline", "ours", "client.py")]
    [InlineData("ts.py", "ours", "client.py")]
    [InlineData("ts.py once", "ours", "client.py once")]
    [InlineData("ts.py", "ours", "client.py once")]
    [InlineData("ts.py nul2 strip", "ours", "client.py nul2")]
    [InlineData("ts.py strip padded", "ours", "ours")]
    [InlineData("ts.py strip padded", "ours", "client.py padded")]
    [InlineData("ours", "rs.py padded", "ours")]
    [InlineData("ts.py miss", "ours", "ours", "Error:HOST NOT FOUND")]
    [InlineData("ts.c", "ours", "ours")]
    [InlineData("ts.c", "ours", "client.c")]
    [InlineData("ts.js", "ours", "client.js")]
    [InlineData("ours", "ours", "client.c")]
    [InlineData("ours", "ours", "client.py unstripped")]
    [InlineData("ours", "ours", "client.py end EOF")]
    [InlineData("ours", "rs.py", "ours")]
    [InlineData("ours", "rs.py newline", "ours")]
    [InlineData("ours", "rs.py strip threads", "ours")]
    [InlineData("ours", "rs.js", "ours")]
    [InlineData("ours", "rs.py join", "client.py")]
    [InlineData("ours", "rs.py", "client.c")]
    [InlineData("ours", "rs.js", "client.js")]
    [InlineData("ts.py", "rs.py join", "ours")]
    [InlineData("ts.c", "rs.py join", "ours")]
    [InlineData("ts.py strip", "rs.py join newline", "ours")]
    public async Task A_chain_is_right_by_default(string tables, string resolver, string client, string missed = "TIMED OUT")
    {
        await using var first = await TableAsync(1, tables);
        await using var second = await TableAsync(2, tables);
        await using var middle = await ResolverAsync(resolver, first.Port, second.Port);
        var answers = await AskAsync(client, middle.Port);

        Assert.Equal(
            $"""
            www.princeton.edu 128.1.1.4 A IN
            rutgers.edu 172.34.4.6 A IN
            nothinghere.com - {missed}
            GOOGLE.com 46.1.3.7 A IN
            rutgers.edu 172.34.4.6 A IN
            amazon.com 94.5.6.7 A IN

            """,
            answers);
    }

    [Fact]
    public async Task In_raw_no_hit_waits_and_none_of_400_names_is_lost()
    {
        await using var table = await TableAsync(1, "ours");
        using var client = await RawSocket.ConnectAsync(table);
        for (var i = 0; i < 400; i++)
        {
            if (i % 7 == 0)
            {
                await client.SendAsync("miss.com");
            }

            await client.SendAsync(i % 2 == 0 ? "rutgers.edu" : "amazon.com");
            await client.ReceivesAsync(i % 2 == 0 ? "rutgers.edu 172.34.4.6 A IN" : "amazon.com 94.5.6.7 A IN");
        }
    }

    [Fact]
    public async Task A_resolver_asks_table_servers_that_accept_once_for_each_name_on_the_same_connection()
    {
        _scratch.Write("one", "one.com 1.1.1.1 A\n");
        _scratch.Write("two", "two.com 2.2.2.2 A\n");
        await using var first = await Classroom.ServeAsync("names/ts.py", _scratch["one"]);
        await using var second = await Classroom.ServeAsync("names/ts.py", _scratch["two"]);
        await using var resolver = await TincanCli.ServeAsync(
            "serve", "resolver", "--upstream", $"127.0.0.1:{first.Port}", "--upstream", $"127.0.0.1:{second.Port}");
        using var client = await RawSocket.ConnectAsync(resolver);
        foreach (var (name, answer) in new[] { ("two.com", "two.com 2.2.2.2 A IN"), ("one.com", "one.com 1.1.1.1 A IN"), ("two.com", "two.com 2.2.2.2 A IN") })
        {
            await client.SendAsync(name);
            await client.ReceivesAsync(answer);
        }
    }

    [Theory]
    [InlineData("echo")]
    [InlineData("wrong")]
    public async Task An_echo_and_a_wrong_name_are_dropped_and_delay_no_answer(string manner)
    {
        await using var bad = await TableAsync(1, "ts.py " + manner);
        await using var good = await TableAsync(2, "ts.py strip");
        await using var resolver = await ResolverAsync("ours", bad.Port, good.Port);
        var outcome = await TincanCli.RunAsync("resolve", "127.0.0.1", resolver.Port, "google.com", "rutgers.edu");
        Assert.Equal((1, "GOOGLE.com 46.1.3.7 A IN\nrutgers.edu - TIMED OUT\n"), (outcome.Code, outcome.Text));
    }

    [Fact]
    public async Task A_client_that_goes_on_in_raw_says_so()
    {
        await using var first = await TableAsync(1, "ts.py miss");
        await using var second = await TableAsync(2, "ts.py");
        await using var resolver = await ResolverAsync("rs.py", first.Port, second.Port);
        var outcome = await TincanCli.RunAsync("resolve", "127.0.0.1", resolver.Port, "nothinghere.com");
        Assert.Equal((1, "nothinghere.com - Error:HOST NOT FOUND\n"), (outcome.Code, outcome.Text));
        Assert.Contains("'nothinghere.com' is asked again without a line end", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_names_file_in_UTF_16_is_named_and_a_byte_order_mark_is_skipped()
    {
        await using var table = await TableAsync(1, "ours");
        await using var resolver = await ResolverAsync("ours", table.Port);
        await File.WriteAllTextAsync(_scratch["utf16"], "rutgers.edu\n", System.Text.Encoding.Unicode);
        await File.WriteAllTextAsync(_scratch["bom"], "rutgers.edu\n", System.Text.Encoding.UTF8);

        var bad = await TincanCli.RunAsync("resolve", "127.0.0.1", resolver.Port, _scratch["utf16"]);
        Assert.Equal((2, ""), (bad.Code, bad.Text));
        Assert.Contains("utf16:1: the text is UTF-16", bad.Error, StringComparison.Ordinal);
        (await TincanCli.RunAsync("resolve", "127.0.0.1", resolver.Port, _scratch["bom"])).Wrote("rutgers.edu 172.34.4.6 A IN\n");
    }

    public void Dispose() => _scratch.Dispose();

    private static Task<Running> TableAsync(int number, string words)
    {
        var table = Place.Sample($"PROJ2-DNSTS{number}.txt");
        return words == "ours"
            ? TincanCli.ServeAsync("serve", "names", "--table", table)
            : Classroom.ServeAsync("names/" + words.Split(' ')[0], [table, .. words.Split(' ')[1..]]);
    }

    private static Task<Running> ResolverAsync(string words, params string[] ports) => words == "ours"
        ? TincanCli.ServeAsync(["serve", "resolver", "--deadline", "3s", .. ports.SelectMany(static port => new[] { "--upstream", $"127.0.0.1:{port}" })])
        : Classroom.ServeAsync("names/" + words.Split(' ')[0], [.. ports, .. words.Split(' ')[1..]]);

    private async Task<string> AskAsync(string words, string port)
    {
        _scratch.Write("names", Names);
        if (words == "ours")
        {
            var outcome = await TincanCli.RunAsync("resolve", "127.0.0.1", port, _scratch["names"]);
            Assert.True(outcome.Code == 1, outcome.Error);
            return outcome.Text;
        }

        var client = await Classroom.PipeAsync("", "names/" + words.Split(' ')[0], [port, _scratch["names"], _scratch["out"], .. words.Split(' ')[1..]]);
        Assert.Equal((0, ""), (client.Code, client.Error));
        return await File.ReadAllTextAsync(_scratch["out"]);
    }
}
