using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Checks;

/// <summary>Plain programs that take one read for one message, and other editions of them: judged as they speak, and blamed for nothing that is right.</summary>
public sealed class RawProgramTests
{
    private readonly Left _left = new();

    [Fact]
    public async Task A_plain_resolver_gets_every_point()
    {
        string[] cases = ["first-table", "second-table", "unchanged", "many-names", "ahead", "refused-table", "one-shot-table", "end-word", "closes", "next-client"];
        var outcome = await RunAsync(
            ["resolver.server", "--no-faults", .. cases.SelectMany(static one => (string[])["--only", one])],
            "python3", "-B", Place.Peer("raw/resolver.py"), "{port}", "{ts1_host}", "{ts1_port}", "{ts2_host}", "{ts2_port}");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("- raw: 'rutgers.edu' reached the servers that it calls when 'rutgers.edu' was", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("resolver.server.ahead: cannot be judged in raw", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("11 of 11 points", outcome.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- raw: it answered 'HELLO' with 'OLLEH', without a line end; it answered two lines that arrived together with ")]
    [InlineData("- raw: it answered 'HELLO' with 'OLLEH\\n', and did not wait for a line end; it answered two lines that arrived together with ", "newline")]
    public async Task A_plain_reverse_server_passes_in_its_own_dialect(string found, params string[] words)
    {
        var outcome = await RunAsync(
            ["reverse.server", "--no-faults"], ["python3", "-B", Place.Peer("raw/reverse.py"), "{port}", .. words]);

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains(found, outcome.Text.Replace('\n', ' '), StringComparison.Ordinal);
        Assert.EndsWith("17 cases: 12 passed, 5 skipped\n", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_knows_line_ends_and_takes_one_read_for_a_line_gets_that_finding()
    {
        var outcome = await RunAsync(
            ["reverse.server", "--no-faults", "--only", "one-line", "--only", "ahead"], "python3", "-B", Place.Peer("raw/reverse.py"), "{port}", "strip", "newline");

        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains("- lf: it answered 'HELLO\\n' with 'OLLEH\\n'", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("it answered all lines of one read", outcome.Text, StringComparison.Ordinal);
        Assert.EndsWith("2 cases: 1 passed, 1 failed\n", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_reads_lines_and_answers_without_line_ends_is_judged_so()
    {
        var outcome = await RunAsync(["reverse.server", "--no-faults", "--only", "one-line", "--only", "ahead"], "python3", "-B", Place.Peer("raw/mixed.py"), "{port}");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("- reads lf, sends raw: it answered 'HELLO\\n' with 'OLLEH'", outcome.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("it passes 'one-line' and 'many-lines' with swap-case=on: judged with --set swap-case=on", "one-line", "swap")]
    [InlineData("it sends nothing on accept: judged with --set greeting=", "greeting", "greetless")]
    [InlineData("it sends 'Hello from the server' on accept: judged with --set", "greeting", "other")]
    public async Task Another_edition_is_reported_once_and_passes_when_it_is_set(string found, string failed, string word)
    {
        string[] program = ["python3", "-B", Place.Peer("raw/reverse.py"), "{port}", word];
        string[] cases = ["reverse.server", "--no-faults", "--only", "greeting", "--only", "one-line", "--only", "many-lines", "--only", "closes"];
        var outcome = await RunAsync(cases, program);

        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains($"- {found}", outcome.Text.Replace('\n', ' '), StringComparison.Ordinal);
        Assert.Contains($"FAIL     -        reverse.server.{failed}: ", outcome.Text, StringComparison.Ordinal);
        Assert.EndsWith("4 cases: 3 passed, 1 failed\n", outcome.Text, StringComparison.Ordinal);

        var value = word switch { "swap" => "swap-case=on", "other" => "greeting=Hello from the server", _ => "greeting=" };
        var set = await RunAsync([.. cases, "--set", value], program);
        Assert.Equal((0, ""), (set.Code, set.Error));
    }

    [Fact]
    public async Task A_table_server_of_2020_is_remarked_once()
    {
        var outcome = await RunAsync(
            ["names.server", "--no-faults", "--only", "hit", "--only", "any-case", "--only", "many-names"], "node", Place.Peer("raw/table.js"), "{port}", "bare");

        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains("judged with --set 'hit={name} {ip} A'", outcome.Text.Replace('\n', ' '), StringComparison.Ordinal);
        Assert.EndsWith("3 cases: 2 passed, 1 failed\n", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ports_of_table_servers_that_are_written_into_a_resolver_are_found()
    {
        using var scratch = new Scratch();
        var ports = Enumerable.Range(0, 3).Select(static _ => new RawListener()).ToList();
        string[] numbers = [.. ports.Select(static one => one.Port)];
        ports.ForEach(static one => one.Dispose());
        var text = await File.ReadAllTextAsync(Place.Peer("raw/resolver.py"), TestContext.Current.CancellationToken);
        var servers = $"PORT, TS1, TS2 = {numbers[0]}, {numbers[1]}, {numbers[2]}\nservers = [(\"127.0.0.1\", TS1), (\"127.0.0.1\", TS2)]";
        var program = scratch.Write("rs.py", text
            .Replace("servers = [(sys.argv[2], int(sys.argv[3])), (sys.argv[4], int(sys.argv[5]))]", servers, StringComparison.Ordinal)
            .Replace("int(sys.argv[1])", "PORT", StringComparison.Ordinal));

        var outcome = await RunAsync(
            ["resolver.server", "--no-faults", "--only", "second-table", "--port", numbers[0]], "python3", "-B", program);

        var words = outcome.Text.Replace('\n', ' ');
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains($"judged with --set ts1-port={numbers[1]} ", words, StringComparison.Ordinal);
        Assert.Contains($"judged with --set ts2-port={numbers[2]} ", words, StringComparison.Ordinal);
    }

    private async Task<Outcome> RunAsync(string[] options, params string[] program)
    {
        var outcome = await _left.RunAsync(["check", .. options, "--", .. program]);
        await _left.IsNothingAsync();
        return outcome;
    }
}
