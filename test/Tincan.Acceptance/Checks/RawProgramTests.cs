using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Checks;

/// <summary>Plain programs that take one read for one message: judged as they speak, and blamed for nothing that is right.</summary>
public sealed class RawProgramTests
{
    private readonly Left _left = new();

    [Fact]
    public async Task A_plain_resolver_gets_every_point()
    {
        string[] cases = ["first-table", "second-table", "unchanged", "many-names", "ahead", "refused-table", "one-shot-table", "end-word", "closes", "next-client"];
        var outcome = await _left.CheckAsync(
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
        var outcome = await _left.CheckAsync(
            ["reverse.server", "--no-faults"], ["python3", "-B", Place.Peer("raw/reverse.py"), "{port}", .. words]);

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains(found, outcome.Text.Replace('\n', ' '), StringComparison.Ordinal);
        Assert.EndsWith("17 cases: 12 passed, 5 skipped\n", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_knows_line_ends_and_takes_one_read_for_a_line_gets_that_finding()
    {
        var outcome = await _left.CheckAsync(
            ["reverse.server", "--no-faults", "--only", "one-line", "--only", "ahead"], "python3", "-B", Place.Peer("raw/reverse.py"), "{port}", "strip", "newline");

        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains("- lf: it answered 'HELLO\\n' with 'OLLEH\\n'", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("it answered all lines of one read", outcome.Text, StringComparison.Ordinal);
        Assert.EndsWith("2 cases: 1 passed, 1 failed\n", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_reads_lines_and_answers_without_line_ends_is_judged_so()
    {
        var outcome = await _left.CheckAsync(["reverse.server", "--no-faults", "--only", "one-line", "--only", "ahead"], "python3", "-B", Place.Peer("raw/mixed.py"), "{port}");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("- reads lf, sends raw: it answered 'HELLO\\n' with 'OLLEH'", outcome.Text, StringComparison.Ordinal);
    }
}
