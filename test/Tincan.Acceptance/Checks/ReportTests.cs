using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Checks;

/// <summary>Reports of real runs: whatever a program says or does, each is written, whole, and by its rules.</summary>
public sealed class ReportTests
{
    private const int Cases = 17;

    private static readonly (string Option, string Judge)[] Forms =
        [("--json", "check_json.py"), ("--junit", "junit.py"), ("--tap", "tap.py"), ("--gradescope", "gradescope.py")];

    [Fact]
    public async Task What_a_program_says_neither_breaks_nor_drives_a_report()
    {
        using var scratch = new Scratch();
        var outcome = await TincanCli.RunAsync([
            "check", "reverse.server", "--dialect", "lf", "--no-faults", .. Files(scratch), "--markdown", scratch["markdown"],
            "--", "python3", "-B", Place.Peer("hostile/reports.py"), "{port}"]);

        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.EndsWith($"{Cases} cases: 1 passed, {Cases - 2} failed, 1 skipped (4 of them may)\n", outcome.Text, StringComparison.Ordinal);
        await AllObeyAsync(scratch);
        var markdown = await File.ReadAllTextAsync(scratch["markdown"]);
        Assert.All([outcome.Text, markdown], static text => Assert.DoesNotContain(text, Drives));
        Assert.DoesNotContain("\n</details>\n```", markdown, StringComparison.Ordinal);
        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(scratch["--gradescope"]));
        Assert.Equal(1, results.RootElement.GetProperty("score").GetInt32());
        Assert.Single(await File.ReadAllLinesAsync(scratch["--tap"]), static line => line.StartsWith("ok ", StringComparison.Ordinal) && !line.Contains("# SKIP", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(15, 143)]
    [InlineData(2, 130)]
    public async Task An_interrupted_check_has_reported_its_results_so_far(int signal, int code)
    {
        using var scratch = new Scratch();
        await using var run = TincanCli.Start([
            "check", "reverse.server", "--dialect", "lf", "--set", "greeting=Welcome to CS 352!", "--set", "swap-case=off", "--set", "answer={line}",
            "--jobs", "1", "--start-timeout", "60s", .. Files(scratch), "--", "python3", "-B", Place.Peer("hostile/second_start_hangs.py"), "{port}", scratch["started"]]);
        run.EndInput();
        await run.Out.UntilAsync("reverse.server.greeting");
        if (signal == 15)
        {
            run.Terminate();
        }
        else
        {
            run.Interrupt();
        }

        var outcome = await run.ExitAsync();

        Assert.Equal((code, ""), (outcome.Code, outcome.Error));
        Assert.Contains("\nnot checked to the end: the check was interrupted\n", outcome.Text, StringComparison.Ordinal);
        Assert.EndsWith($"\n{Cases} cases: 1 passed, {Cases - 1} not run\n", outcome.Text, StringComparison.Ordinal);
        await AllObeyAsync(scratch);
        Assert.EndsWith("\nBail out! the check was interrupted\n", await File.ReadAllTextAsync(scratch["--tap"]), StringComparison.Ordinal);
    }

    /// <summary>Ctrl-C ends the program as well, and that is not its fault.</summary>
    [Fact]
    public async Task A_program_that_ended_because_the_check_is_interrupted_is_not_blamed()
    {
        using var scratch = new Scratch();
        var outcome = await TincanCli.RunAsync([
            "check", "reverse.server", "--dialect", "lf", "--set", "greeting=Welcome to CS 352!", "--set", "swap-case=off", "--set", "answer={line}",
            "--jobs", "1", "--", "python3", "-B", Place.Peer("hostile/interrupted_with_check.py"), "{port}", scratch["started"]]);

        Assert.Equal((130, ""), (outcome.Code, outcome.Error));
        Assert.Matches(@"\n\d+ cases: 1 passed, \d+ not run\n$", outcome.Text);
    }

    [Fact]
    public async Task A_program_that_never_listens_is_in_every_report()
    {
        using var scratch = new Scratch();
        var outcome = await TincanCli.RunAsync([
            "check", "reverse.server", "--start-timeout", "500ms", .. Files(scratch), "--", "python3", "-B", Place.Peer("naive/never_listens.py"), "{port}"]);
        Assert.Equal((6, "tincan: the program never listened, so nothing could be checked\n"), (outcome.Code, outcome.Error));
        await AllObeyAsync(scratch);
    }

    [Fact]
    public async Task A_missing_program_is_in_every_report()
    {
        using var scratch = new Scratch();
        var outcome = await TincanCli.RunAsync(["check", "reverse.server", .. Files(scratch), "--", "no-such-program", "{port}"]);
        Assert.Equal(6, outcome.Code);
        await AllObeyAsync(scratch);
    }

    [Fact]
    public async Task An_unwritable_report_is_reported_before_anything_runs()
    {
        using var scratch = new Scratch();
        var path = scratch["no/such/folder.json"];
        var outcome = await TincanCli.RunAsync(["check", "reverse.server", "--json", path, "--", "touch", scratch["run"], "{port}"]);
        Assert.Equal((2, ""), (outcome.Code, outcome.Text));
        Assert.StartsWith($"tincan: cannot write {path}: ", outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(scratch["run"]));
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_to_its_end_keeps_no_other_from_it()
    {
        using var scratch = new Scratch();
        var outcome = await TincanCli.RunAsync([
            "check", "reverse.server", "--start-timeout", "500ms", "--markdown", "/dev/full", .. Files(scratch),
            "--", "python3", "-B", Place.Peer("naive/never_listens.py"), "{port}"]);
        Assert.Equal(2, outcome.Code);
        Assert.Contains("/dev/full", outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith($"{Cases} cases: 0 passed, {Cases - 1} failed, 1 skipped (4 of them may)\n", outcome.Text, StringComparison.Ordinal);
        await AllObeyAsync(scratch);
    }

    [Fact]
    public async Task A_kind_of_failure_is_explained()
    {
        var outcome = await TincanCli.RunAsync("check", "explain", "wrong-bytes");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.StartsWith("# wrong-bytes\n", outcome.Text, StringComparison.Ordinal);
        (await TincanCli.RunAsync("check", "explain", "wrong-byte")).FailedWith(2, "there is no case 'wrong-byte'; did you mean 'wrong-bytes'?");
    }

    private static IEnumerable<string> Files(Scratch scratch) => Forms.SelectMany(form => (string[])[form.Option, scratch[form.Option]]);

    private static async Task AllObeyAsync(Scratch scratch)
    {
        foreach (var (option, judge) in Forms)
        {
            await using var run = Running.Start("/usr/bin/python3", ["-B", Place.Judge(judge), $"{Cases}"]);
            await run.SendAsync(await File.ReadAllBytesAsync(scratch[option]));
            run.EndInput();
            Assert.Equal((option, 0, ""), (option, (await run.ExitAsync()).Code, run.Error.Text));
        }
    }

    /// <summary>What could drive a terminal, or a page, or hide text.</summary>
    private static bool Drives(char letter) => letter is < ' ' and not '\n' or (>= '\u007f' and <= '\u009f') or '\u202e' or '\u2028' or '\u2029' or '\ufeff';
}
