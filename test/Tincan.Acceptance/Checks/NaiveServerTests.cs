using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Checks;

/// <summary>Programs as they come: each gets a clear verdict, and nothing of it is left.</summary>
public sealed class NaiveServerTests
{
    private const string Never = "tincan: the program never listened, so nothing could be checked\n";

    private readonly Left _left = new();

    [Fact]
    public async Task A_good_server_passes_again_with_its_bytes_split()
    {
        var outcome = await CheckAsync("reverse_good.py", "--only", "ahead");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("1 case: 1 passed\n", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_takes_one_recv_for_a_line_gets_that_finding()
    {
        var outcome = await CheckAsync("reverse_bad.py", "--all", "--dialect", "lf", "--only", "one-line", "--only", "ahead");
        Assert.Equal((1, ""), (outcome.Code, outcome.Error));

        // On a busy machine the bytes may have come together again before it reads; then it is what comes in two that it fails.
        Assert.Matches("reverse\\.server\\.one-line: [a-z-]+ when sent (byte by byte|in two)", outcome.Text);
        Assert.Contains("   expected   \"tsrif\\n\"\n   got        \"driht\\ndnoces\\ntsrif\\n\"\n               ^ byte 1\n", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("   | got 'first\\nsecond\\nthird\\n'\n", outcome.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("forks.py")]
    [InlineData("daemon.py")]
    [InlineData("leaves_something.py")]
    public async Task Children_that_hide_are_ended_too(string program)
    {
        var outcome = await CheckAsync(program, "--no-faults", "--only", "greeting", "--only", "next-client", "--only", "closes");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc"), folder => IsOurs(Path.Combine(folder, "cmdline")));
    }

    [Fact]
    public async Task Megabytes_of_words_hold_nothing_up()
    {
        var outcome = await CheckAsync("prints.py", "--dialect", "lf", "--no-faults", "--only", "greeting", "--only", "ahead");
        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains("content  ending   case\npass     pass     reverse.server.greeting", outcome.Text, StringComparison.Ordinal);

        // Which of its two streams is read first, and which last, is not the program's to say: one is of long lines, the other of many.
        Assert.Matches(@"\[\d+ (lines|bytes) more\]", outcome.Text);

        // Its last words: what it has got, or how it has taken the reset at the end of the case.
        Assert.Matches("got 'first\\\\nsecond\\\\nthird\\\\n'|ConnectionResetError", outcome.Text);
        Assert.DoesNotContain('\u001b', outcome.Text);
    }

    [Fact]
    public async Task A_server_that_never_listens_could_not_be_checked_and_fails_every_case()
    {
        var outcome = await CheckAsync("never_listens.py", "--start-timeout", "5s");
        Assert.Equal((6, Never), (outcome.Code, outcome.Error));
        Assert.Equal(16, outcome.Text.Split(": never-connected").Length - 1);
        Assert.Contains("within 5 s", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("   | ready\n", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_ends_at_once_shows_its_traceback()
    {
        var outcome = await CheckAsync("traceback.py", "--only", "greeting");
        Assert.Equal((6, Never), (outcome.Code, outcome.Error));
        Assert.Contains("died: the program ended before it listened (exit code 1)", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("   | TypeError: ", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_written_into_the_program_is_free_again_for_each_case()
    {
        // How a reset, or two sends, reach this server is a matter of luck; what blocks its second client is waited for twice.
        string[] skip = ["--skip", "after-reset", "--skip", "last-line", "--skip", "concurrent"];
        var outcome = await _left.RunAsync(
            ["check", "reverse.server", "--dialect", "lf", "--no-faults", .. skip, "--port", "11341", "--", "python3", "-B", Peer("reverse_bad.py")]);
        await _left.IsNothingAsync();
        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains("14 cases: 8 passed, 4 failed, 2 skipped (1 of them may)\n", outcome.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("before it listened", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_closes_first_can_be_started_again_for_each_case()
    {
        var outcome = await _left.RunAsync(
            ["check", "welcome.server", "--port", "11342", "--skip", "unread-input", "--", "python3", "-B", Peer("welcome_closes_first.py")]);
        await _left.IsNothingAsync();
        Assert.True(outcome.Text.EndsWith("7 cases: 6 passed, 1 skipped\n", StringComparison.Ordinal), outcome.Text);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
    }

    [Fact]
    public async Task A_server_for_one_client_fails_for_the_next()
    {
        var outcome = await CheckAsync("one_client.py", "--no-faults", "--only", "closes", "--only", "next-client");
        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains("pass     pass     reverse.server.closes", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("reverse.server.next-client: died", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_own_client_takes_its_one_accept_is_not_judged()
    {
        var outcome = await _left.RunAsync(["check", "welcome.server", "--no-faults", "--only", "greeting", "--only", "next-client", "--", "python3", "-B", Peer("own_client.py"), "{port}"]);
        await _left.IsNothingAsync();
        if (outcome.Code == 1)
        {
            // In one case our connection came first and was served, so the case is judged.
            Assert.Matches("2 cases: (0 passed, 1 failed, 1 not run|1 passed, 1 failed|1 passed, 1 not run)\n", outcome.Text);
            if (outcome.Text.Contains("1 not run", StringComparison.Ordinal))
            {
                Assert.Contains("- it runs a client of its own ", outcome.Text, StringComparison.Ordinal);
            }

            if (outcome.Text.Contains("ConnectionRefusedError", StringComparison.Ordinal))
            {
                Assert.Contains("- it runs a client of its own (own_client.py:", outcome.Text, StringComparison.Ordinal);
            }

            return;
        }

        Assert.Equal(6, outcome.Code);
        Assert.Contains("it runs a client of its own against port ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("2 cases: 0 passed, 2 not run\n", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_harmless_client_of_the_servers_own_is_noted_too()
    {
        var outcome = await _left.RunAsync(["check", "echo.server", "--no-faults", "--only", "many-lines", "--", "python3", "-B", Peer("own_client_resets.py"), "{port}"]);
        await _left.IsNothingAsync();
        Assert.Equal(0, outcome.Code);
        Assert.Contains("- it runs a client of its own against port ", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_sends_its_whole_buffer_is_remarked_once()
    {
        var outcome = await CheckAsync("reverse_buffer.py", "--no-faults", "--only", "greeting", "--only", "one-line", "--only", "many-lines", "--only", "closes");
        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains("- it sends a buffer of 100 bytes for each message", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("   Hint: It sends its whole buffer: send strlen(text) bytes, not sizeof", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("4 cases: 3 passed, 1 failed\n", outcome.Text, StringComparison.Ordinal);
    }

    private async Task<Outcome> CheckAsync(string program, params string[] options)
    {
        var outcome = await _left.RunAsync(["check", "reverse.server", .. options, "--", "python3", "-B", Peer(program), "{port}"]);
        await _left.IsNothingAsync();
        return outcome;
    }

    /// <summary>The environment of this one is cleared, so it is known by what it does.</summary>
    private static bool IsOurs(string file)
    {
        try
        {
            return File.ReadAllText(file) == "sleep\08675309\0";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Peer(string name) => Place.Peer(Path.Combine("naive", name));
}
