using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Checks;

/// <summary>Programs that do something else first: each is started all the same, or the report names what it does.</summary>
public sealed class StartingTests
{
    private readonly Left _left = new();

    [Fact]
    public async Task A_server_that_asks_for_its_port_is_answered()
    {
        var outcome = await OneLineAsync("asks.py");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        var text = outcome.Text.Replace('\n', ' ');
        Assert.Contains("- it asks 'Enter the port to listen on:' before it listens; it was given its port ", text, StringComparison.Ordinal);
        Assert.Contains("- it asks 'Serve for ever (y/n)?' before it listens; it was given 'y' ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_asks_where_to_connect_is_answered_and_its_input_comes_after()
    {
        var outcome = await RunAsync(
            "reverse.client", ["--no-faults", "--only", "one-line", "--only", "many-lines"], "node", Place.Peer("starts/asks_client.js"), "--", "{host}", "{port}");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("- raw: it sent 'HELLO', without a line end\n", outcome.Text, StringComparison.Ordinal);
        Assert.EndsWith("2 cases: 2 passed\n", outcome.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- it listens on port 11347, not on the port from its command line: checked there, as with --port 11347 ", "{port}")]
    [InlineData("- it listens on port 11347: checked there, as with --port 11347 ")]
    public async Task A_server_with_a_port_of_its_own_is_judged_there(string found, params string[] words)
    {
        var outcome = await OneLineAsync("elsewhere.py", words);

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains(found, outcome.Text.Replace('\n', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_over_UDP_gets_that_finding()
    {
        var outcome = await OneLineAsync("datagrams.py", "{port}");

        Assert.Equal(6, outcome.Code);
        Assert.Matches(@"it has a UDP\s+socket on port \d+ \(SOCK_DGRAM\)", outcome.Text.Replace("\n   ", " "));
    }

    [Fact]
    public async Task A_server_that_needs_seconds_to_start_is_waited_for() => Assert.Equal(0, (await OneLineAsync("slow.py", "{port}")).Code);

    private Task<Outcome> OneLineAsync(string program, params string[] words) =>
        RunAsync("reverse.server", ["--dialect", "raw", "--no-faults", "--only", "one-line"], ["python3", "-B", Place.Peer($"starts/{program}"), .. words]);

    private async Task<Outcome> RunAsync(string suite, string[] options, params string[] program)
    {
        var outcome = await _left.RunAsync(["check", suite, .. options, "--", .. program]);
        await _left.IsNothingAsync();
        return outcome;
    }
}
