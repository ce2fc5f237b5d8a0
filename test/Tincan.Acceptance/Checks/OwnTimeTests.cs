using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Checks;

/// <summary>What ends in its own time is not blamed, and what is lost, or goes to the wrong client, is named.</summary>
public sealed class OwnTimeTests
{
    private readonly Left _left = new();

    [Theory]
    [InlineData("reverse.client", "one-line", "reverse_client_sleeps.py", "{host}", "{port}")]
    [InlineData("reverse.client", "one-line", "reverse_client_slow.py", "{host}", "{port}")]
    [InlineData("reverse.server", "one-line", "reverse_one_line.py", "{port}")]
    [InlineData("resolver.server", "many-names", "rs_kept.py", "{port}", "{ts1_host}", "{ts1_port}", "{ts2_host}", "{ts2_port}")]
    [InlineData("echo.server", "half-close-much", "echo_good.py", "{port}")]
    public async Task A_right_program_that_ends_or_answers_in_its_own_time_passes(string suite, string id, string program, params string[] words)
    {
        var outcome = await RunAsync([suite, "--no-faults", "--only", id], Python(program, words));

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.EndsWith("1 case: 1 passed\n", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_echo_that_forgets_what_it_owes_at_FIN_is_named()
    {
        var outcome = await FailsAsync(["echo.server", "--no-faults", "--only", "half-close-much"], Python("echo_forgets.py", "{port}"));

        Assert.Matches(@"closed-early: the program closed the connection when \d+ of 16777216\s+bytes had come back", outcome.Text);
        Assert.DoesNotContain("without waiting", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_servers_file_is_judged_where_its_name_is_given()
    {
        string[] check = ["reverse.server", "--no-faults", "--only", "filed", "--out-file", "out-proj.txt"];
        var flushed = await RunAsync(check, Python("reverse_files.py", "{port}"));
        Assert.Equal((0, ""), (flushed.Code, flushed.Error));
        Assert.EndsWith("1 case: 1 passed\n", flushed.Text, StringComparison.Ordinal);

        var buffered = await FailsAsync(check, Python("reverse_files.py", "{port}", "buffered"));
        Assert.Contains("no-answer: nothing is in the file 'out-proj.txt'", buffered.Text, StringComparison.Ordinal);
        Assert.Contains("expected   \"tsrif\\nsdrow owt\\ndriht\\n\"\n   got        (nothing)", buffered.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_with_one_variable_for_all_clients_gets_that_finding()
    {
        var outcome = await FailsAsync(["reverse.server", "--no-faults", "--only", "own-answers"], Python("reverse_one_variable.py", "{port}"));

        Assert.Contains("extra-bytes: a second client, which had asked nothing, was sent what was\n   meant for the first\n", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("got        \"OLLEH\"", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_in_C_that_dies_of_SIGPIPE_is_named_with_its_signal()
    {
        using var scratch = new Scratch();
        await using var compiler = Running.Start("gcc", ["-O1", "-w", "-o", scratch["echo"], Place.Peer("naive/echo_says_bye.c")]);
        compiler.EndInput();
        Assert.Equal(0, (await compiler.ExitAsync()).Code);

        var outcome = await FailsAsync(["echo.server", "--no-faults", "--only", "after-reset"], scratch["echo"], "{port}");

        Assert.Contains("died: the program ended (signal 13)", outcome.Text, StringComparison.Ordinal);
        Assert.Matches(@"SIGPIPE ended it: it sent to a\s+client that had closed", outcome.Text);
    }

    private static string[] Python(string program, params string[] words) => ["python3", "-B", Place.Peer(Path.Combine("naive", program)), .. words];

    private async Task<Outcome> FailsAsync(string[] options, params string[] program)
    {
        var outcome = await RunAsync(options, program);
        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.EndsWith("1 case: 0 passed, 1 failed\n", outcome.Text, StringComparison.Ordinal);
        return outcome;
    }

    private async Task<Outcome> RunAsync(string[] options, params string[] program)
    {
        var outcome = await _left.RunAsync(["check", .. options, "--", .. program]);
        await _left.IsNothingAsync();
        return outcome;
    }
}
