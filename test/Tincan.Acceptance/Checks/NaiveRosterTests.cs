using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Checks;

/// <summary>A good and a bad server of every suite, in Python.</summary>
public sealed class NaiveRosterTests
{
    private readonly Left _left = new();

    [Theory]
    [InlineData("welcome.server", "welcome_good.py", "--skip", "unread-input")]
    [InlineData("welcome.server", "elsewhere.py", "--only", "greeting")]
    [InlineData("echo.server", "echo_good.py", "--skip", "back-pressure")]
    [InlineData("talk.server", "talk_server_good.py")]
    [InlineData("names.server", "ts_good.py")]
    [InlineData("book.server", "book_good.py")]
    public async Task A_good_server_meets_everything(string suite, string program, params string[] options)
    {
        var outcome = await CheckAsync(suite, program, ["--no-faults", .. options]);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.DoesNotContain("failed", outcome.Text.Split('\n')[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_resolver_passes_on_what_its_table_servers_say()
    {
        var outcome = await CheckResolverAsync("rs_good.py", "--only", "first-table", "--only", "second-table", "--only", "only-first", "--only", "refused-table");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.EndsWith("4 cases: 4 passed\n", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resolver_that_waits_for_both_gets_that_finding()
    {
        var outcome = await CheckResolverAsync("rs_bad.py", "--only", "first-table");
        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains("late: the answer came too late: it came ", outcome.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("welcome.server", "welcome_bad.py", "nothing-more", "extra-bytes")]
    [InlineData("echo.server", "echo_bad.py", "concurrent", "blocked-by-another")]
    [InlineData("talk.server", "talk_server_bad.py", "one-line-a-turn", "extra-bytes")]
    [InlineData("names.server", "ts_bad.py", "miss", "extra-bytes")]
    [InlineData("book.server", "book_bad.py", "name-in-utf8", "wrong-bytes")]
    public async Task The_failure_of_a_bad_server_is_named(string suite, string program, string id, string kind)
    {
        var outcome = await CheckAsync(suite, program, "--no-faults", "--only", id);
        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains($"{suite}.{id}: {kind}", outcome.Text, StringComparison.Ordinal);
    }

    private Task<Outcome> CheckAsync(string suite, string program, params string[] options) => RunAsync(suite, program, options, "{port}");

    private Task<Outcome> CheckResolverAsync(string program, params string[] options) =>
        RunAsync("resolver.server", program, ["--no-faults", .. options], "{port}", "{ts1_host}", "{ts1_port}", "{ts2_host}", "{ts2_port}");

    private async Task<Outcome> RunAsync(string suite, string program, string[] options, params string[] words)
    {
        var outcome = await _left.RunAsync(["check", suite, .. options, "--", "python3", "-B", Place.Peer(Path.Combine("naive", program)), .. words]);
        await _left.IsNothingAsync();
        return outcome;
    }
}
