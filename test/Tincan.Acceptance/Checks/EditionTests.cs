using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Checks;

/// <summary>Programs of another edition of their hand-out, and with ports of their own: what they were judged with is reported once, and is an option.</summary>
public sealed class EditionTests
{
    private readonly Left _left = new();

    [Theory]
    [InlineData("it passes 'one-line' and 'many-lines' with swap-case=on: judged with --set swap-case=on", "one-line", "swap")]
    [InlineData("it sends nothing on accept: judged with --set greeting=", "greeting", "greetless")]
    [InlineData("it sends 'Hello from the server' on accept: judged with --set", "greeting", "other")]
    public async Task Another_edition_is_reported_once_and_passes_when_it_is_set(string found, string failed, string word)
    {
        string[] program = ["python3", "-B", Place.Peer("raw/reverse.py"), "{port}", word];
        string[] cases = ["reverse.server", "--no-faults", "--only", "greeting", "--only", "one-line", "--only", "many-lines", "--only", "closes"];
        var outcome = await _left.CheckAsync(cases, program);

        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains($"- {found}", outcome.Text.Replace('\n', ' '), StringComparison.Ordinal);
        Assert.Contains($"FAIL     -        reverse.server.{failed}: ", outcome.Text, StringComparison.Ordinal);
        Assert.EndsWith("4 cases: 3 passed, 1 failed\n", outcome.Text, StringComparison.Ordinal);

        var value = word switch { "swap" => "swap-case=on", "other" => "greeting=Hello from the server", _ => "greeting=" };
        var set = await _left.CheckAsync([.. cases, "--set", value], program);
        Assert.Equal((0, ""), (set.Code, set.Error));
    }

    [Fact]
    public async Task A_table_server_of_2020_is_remarked_once()
    {
        var outcome = await _left.CheckAsync(
            ["names.server", "--no-faults", "--only", "hit", "--only", "any-case", "--only", "many-names"], "node", Place.Peer("raw/table.js"), "{port}", "bare");

        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains("judged with --set 'hit={name} {ip} A'", outcome.Text.Replace('\n', ' '), StringComparison.Ordinal);
        Assert.EndsWith("3 cases: 2 passed, 1 failed\n", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ports_of_table_servers_that_are_written_into_a_resolver_are_found()
    {
        using var scratch = new Scratch();

        // No other test uses these ports, and the kernel does not pick them for outgoing connections.
        string[] numbers = ["11344", "11345", "11346"];
        var text = await File.ReadAllTextAsync(Place.Peer("raw/resolver.py"), TestContext.Current.CancellationToken);
        var servers = $"PORT, TS1, TS2 = {numbers[0]}, {numbers[1]}, {numbers[2]}\nservers = [(\"127.0.0.1\", TS1), (\"127.0.0.1\", TS2)]";
        var program = scratch.Write("rs.py", text
            .Replace("servers = [(sys.argv[2], int(sys.argv[3])), (sys.argv[4], int(sys.argv[5]))]", servers, StringComparison.Ordinal)
            .Replace("int(sys.argv[1])", "PORT", StringComparison.Ordinal));

        var outcome = await _left.CheckAsync(
            ["resolver.server", "--no-faults", "--only", "second-table", "--port", numbers[0]], "python3", "-B", program);

        var words = outcome.Text.Replace('\n', ' ');
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains($"judged with --set ts1-port={numbers[1]} ", words, StringComparison.Ordinal);
        Assert.Contains($"judged with --set ts2-port={numbers[2]} ", words, StringComparison.Ordinal);
    }
}
