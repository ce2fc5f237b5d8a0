using Tincan.Acceptance.Support;
using static Tincan.Acceptance.Support.NamesChain;

namespace Tincan.Acceptance.Interop;

/// <summary>Chains with a resolver of ours, without options that say how a line ends.</summary>
public sealed class ClassroomNamesTests : IDisposable
{
    private readonly Scratch _scratch = new();

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
    [InlineData("ts.py miss", "ours", "ours", "Error:HOST NOT FOUND")]
    [InlineData("ts.c", "ours", "ours")]
    [InlineData("ts.c", "ours", "client.c")]
    [InlineData("ts.js", "ours", "client.js")]
    [InlineData("ours", "ours", "client.c")]
    [InlineData("ours", "ours", "client.py unstripped")]
    [InlineData("ours", "ours", "client.py end EOF")]
    public Task A_chain_is_right_by_default(string tables, string resolver, string client, string missed = "TIMED OUT") => IsRightAsync(tables, resolver, client, missed);

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
}
