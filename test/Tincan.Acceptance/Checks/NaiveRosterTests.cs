using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Checks;

/// <summary>Good and bad servers of every suite, in Python. All cases of a resolver take too long here.</summary>
public sealed class NaiveRosterTests
{
    private readonly Left _left = new();

    public static TheoryData<string> Verdicts => VerdictRow.Of(".server");

    [Theory]
    [MemberData(nameof(Verdicts))]
    public Task A_server_gets_its_verdict(string row) => VerdictRow.Read(row).JudgeAsync();

    [Fact]
    public async Task A_good_resolver_passes_on_what_its_table_servers_say()
    {
        var outcome = await CheckAsync("rs_good.py", "--only", "first-table", "--only", "second-table", "--only", "only-first", "--only", "refused-table");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.EndsWith("4 cases: 4 passed\n", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resolver_that_waits_for_both_gets_that_finding()
    {
        var outcome = await CheckAsync("rs_bad.py", "--only", "first-table");
        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains("late: the answer came too late: it came ", outcome.Text, StringComparison.Ordinal);
    }

    private Task<Outcome> CheckAsync(string program, params string[] options) => _left.CheckAsync(
        ["resolver.server", "--no-faults", .. options], "python3", "-B", Place.Peer(Path.Combine("naive", program)), "{port}", "{ts1_host}", "{ts1_port}", "{ts2_host}", "{ts2_port}");
}
