using System.Xml.Linq;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Checks;

public sealed class CheckCommandTests
{
    private static readonly string[] Good = ["--", "python3", "-B", Place.Peer("naive/reverse_good.py"), "{port}"];
    private static readonly string[] Bad = ["--", "python3", "-B", Place.Peer("naive/reverse_bad.py"), "{port}"];

    [Fact]
    public async Task No_case_that_matches_is_nothing_that_could_be_run()
    {
        var outcome = await TincanCli.RunAsync(["check", "reverse.server", "--only", "no-such-*", .. Good]);
        outcome.FailedWith(6, "no case of reverse.server matches; see 'tincan check list reverse.server'");
    }

    [Fact]
    public async Task A_missing_program_could_not_be_run_and_the_reports_say_so()
    {
        using var scratch = new Scratch();
        var outcome = await TincanCli.RunAsync("check", "reverse.server", "--gradescope", scratch["results.json"], "--junit", scratch["junit.xml"], "--", "no-such-program", "{port}");
        Assert.Equal(6, outcome.Code);
        Assert.StartsWith("tincan: 'no-such-program' could not be started", outcome.Error, StringComparison.Ordinal);
        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(scratch["results.json"]));
        Assert.Equal(0, results.RootElement.GetProperty("score").GetInt32());
        Assert.Equal(17, results.RootElement.GetProperty("tests").GetArrayLength());
        Assert.Contains("could not be started", results.RootElement.GetProperty("output").GetString(), StringComparison.Ordinal);
        Assert.Equal("13", XDocument.Load(scratch["junit.xml"]).Root!.Attribute("errors")!.Value);
    }

    [Fact]
    public async Task A_file_that_is_no_program_could_not_be_run()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("notes.txt", "no program\n");
        var outcome = await TincanCli.RunAsync("check", "reverse.server", "--", file, "{port}");
        Assert.Equal((6, $"tincan: '{file}' could not be started: Permission denied\n"), (outcome.Code, outcome.Error));
    }

    [Fact]
    public async Task A_port_that_is_taken_could_not_be_run()
    {
        using var taken = new RawListener();
        var outcome = await TincanCli.RunAsync(["check", "reverse.server", "--port", taken.Port, .. Good]);
        Assert.Equal((6, $"tincan: something listens on port {taken.Port} already\n"), (outcome.Code, outcome.Error));
    }

    [Fact]
    public async Task A_server_that_runs_already_is_checked_and_goes_on()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--dialect", "crlf");
        var outcome = await TincanCli.RunAsync("check", "reverse.server", "--at", $"127.0.0.1:{server.Port}", "--no-faults");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("- crlf: it answered ", outcome.Text, StringComparison.Ordinal);
        Assert.False(server.HasExited);
    }

    [Fact]
    public async Task Nothing_at_an_address_could_not_be_checked_and_fails_every_case()
    {
        using var refusing = new RefusingPort();
        var outcome = await TincanCli.RunAsync("check", "reverse.server", "--at", $"127.0.0.1:{refusing.Port}");
        Assert.Equal((6, "tincan: the program never listened, so nothing could be checked\n"), (outcome.Code, outcome.Error));
        Assert.EndsWith("17 cases: 0 passed, 15 failed, 2 skipped (3 of them may)\n", outcome.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no suite 'reverse.serve'; did you mean 'reverse.server'?", "reverse.serve", "--", "x", "{port}")]
    [InlineData("'python3' is one argument too many; write -- before the program: tincan check reverse.server -- python3", "reverse.server", "python3")]
    [InlineData("no program given: add --at HOST:PORT or -- PROGRAM, for instance tincan check reverse.server -- python3 server.py {port}", "reverse.server")]
    [InlineData("no program given: add -- PROGRAM, for instance tincan check send.client -- python3 client.py {host} {port}", "send.client")]
    [InlineData("the program does not get its port: add {host} and {port} to its arguments, or --port N if N is hard-coded in it", "send.client", "--", "x", "{host}")]
    [InlineData("the program does not get the addresses of its table servers: tincan check resolver.server -- python3 rs.py {port} {ts1_host} {ts1_port} {ts2_host} {ts2_port}; if all ports are hard-coded in it, write them before the --: --port PORT --set ts1-port=PORT --set ts2-port=PORT", "resolver.server", "--", "x", "{port}", "{ts1_port}")]
    [InlineData("--set: 'greeting' is not NAME=VALUE", "reverse.server", "--set", "greeting", "--", "x", "{port}")]
    [InlineData("--set: reverse.server has no parameter 'greetin'; did you mean 'greeting'?", "reverse.server", "--set", "greetin=x", "--", "x", "{port}")]
    [InlineData("--set: swap-case is one of off, on, not 'yes'", "reverse.server", "--set", "swap-case=yes", "--", "x", "{port}")]
    [InlineData("resolver.server gives the program the addresses of its table servers, so it has to start it: add -- PROGRAM", "resolver.server", "--at", "localhost:1")]
    [InlineData("send.client checks a client, which has to be started: add -- PROGRAM", "send.client", "--at", "localhost:1")]
    [InlineData("--at checks a server that is already running: remove --port", "reverse.server", "--at", "localhost:1", "--port", "2")]
    [InlineData("--at checks a server that is already running: remove --as-user", "reverse.server", "--at", "localhost:1", "--as-user", "nobody")]
    [InlineData("--out-file must be in the folder that the program runs in: write a relative name without ..", "send.client", "--out-file", "../x", "--", "x", "{port}")]
    [InlineData("there is no folder 'no-such-folder'", "reverse.server", "--workdir", "no-such-folder", "--", "x", "{port}")]
    [InlineData("--at checks a server that is already running: remove the program", "reverse.server", "--at", "localhost:1", "--", "x")]
    [InlineData("only one report can go to standard output (-)", "reverse.server", "--tap", "-", "--json", "-", "--", "x", "{port}")]
    [InlineData("--update needs --known-failing: add --known-failing FILE", "reverse.server", "--update", "--", "x", "{port}")]
    public async Task Wrong_words_are_reported(string line, params string[] words) => (await TincanCli.RunAsync(["check", .. words])).FailedWith(2, line);

    [Fact]
    public async Task Known_failures_do_not_count_and_those_that_pass_are_named()
    {
        using var scratch = new Scratch();
        var list = scratch.Write("known", "# of old\nreverse.server.ahead # one recv\nreverse.server.greeting\n");
        string[] check = ["check", "reverse.server", "--dialect", "lf", "--no-faults", "--only", "greeting", "--only", "ahead", "--only", "blanks-kept", "--known-failing", list];

        var strict = await TincanCli.RunAsync([.. check, .. Bad]);
        Assert.Equal((1, ""), (strict.Code, strict.Error));
        Assert.Contains("reverse.server.greeting passes, though it is listed as known to fail", strict.Text, StringComparison.Ordinal);
        Assert.Contains("3 cases: 1 passed, 2 failed (1 of them may)\n", strict.Text, StringComparison.Ordinal);

        Assert.Equal(0, (await TincanCli.RunAsync([.. check, "--update", .. Bad])).Code);
        Assert.Equal("# of old\nreverse.server.ahead # one recv\nreverse.server.blanks-kept\n", await File.ReadAllTextAsync(list));
        Assert.Equal(0, (await TincanCli.RunAsync([.. check, .. Bad])).Code);
    }

    [Fact]
    public async Task A_list_with_an_id_that_is_none_is_refused()
    {
        using var scratch = new Scratch();
        var list = scratch.Write("known", "\nreverse.server.ahaed\n");
        (await TincanCli.RunAsync(["check", "reverse.server", "--known-failing", list, .. Bad]))
            .FailedWith(2, $"{list}:2: there is no case 'reverse.server.ahaed'; did you mean 'reverse.server.ahead'?");
    }

    [Fact]
    public async Task A_report_on_standard_output_has_it_for_itself()
    {
        var outcome = await TincanCli.RunAsync(["check", "reverse.server", "--no-faults", "--only", "greeting", "--tap", "-", .. Good]);
        Assert.Equal((0, "TAP version 14\n1..1\nok 1 - reverse.server.greeting\n"), (outcome.Code, outcome.Text));
        Assert.Contains("1 case: 1 passed", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_failure_or_the_limit_ends_it_and_what_was_not_run_has_not_passed()
    {
        var fast = await TincanCli.RunAsync(["check", "reverse.server", "--dialect", "lf", "--jobs", "1", "--no-faults", "--fail-fast", "--skip", "blank*", .. Bad]);
        Assert.Equal((1, ""), (fast.Code, fast.Error));
        Assert.EndsWith("15 cases: 3 passed, 1 failed, 11 not run\n", fast.Text, StringComparison.Ordinal);

        var limited = await TincanCli.RunAsync(["check", "reverse.server", "--total-timeout", "1ms", .. Good]);
        Assert.Equal((1, ""), (limited.Code, limited.Error));
        Assert.EndsWith("17 cases: 0 passed, 17 not run\n", limited.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_runs_in_a_copy_of_its_folder()
    {
        using var scratch = new Scratch();
        File.Copy(Place.Peer("naive/reverse_good.py"), scratch["server.py"]);
        scratch.Write("start", "#!/bin/sh\npwd > seen\nexec python3 -B server.py $1\n");
        using (var chmod = System.Diagnostics.Process.Start("chmod", ["+x", scratch["start"]]))
        {
            await chmod.WaitForExitAsync();
        }

        var outcome = await TincanCli.RunAsync("check", "reverse.server", "--only", "one-line", "--workdir", Path.GetDirectoryName(scratch["x"])!, "--", "./start", "{port}");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.False(File.Exists(scratch["seen"]));
    }

    [Fact]
    public async Task A_suite_is_proved()
    {
        var outcome = await TincanCli.RunAsync("check", "--selftest", "send.client");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.StartsWith("send.client: 18 cases, 12 programs with a bug\n  ok      tincan ", outcome.Text, StringComparison.Ordinal);
        Assert.EndsWith("\n1 suite, 18 cases, 12 programs with a bug: 0 not as expected, 0 cases unproven\n", outcome.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("WRONG", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suites_and_cases_are_listed_and_explained()
    {
        var suites = await TincanCli.RunAsync("check", "list");
        Assert.Equal((0, ""), (suites.Code, suites.Error));
        Assert.Contains("reverse.server", suites.Text, StringComparison.Ordinal);
        var cases = await TincanCli.RunAsync("check", "list", "reverse.server");
        Assert.Contains("reverse.server.ahead", cases.Text, StringComparison.Ordinal);
        var one = await TincanCli.RunAsync("check", "explain", "reverse.server.ahead");
        Assert.Equal((0, ""), (one.Code, one.Error));
        Assert.StartsWith("reverse.server.ahead (MUST, 2 points)\n", one.Text, StringComparison.Ordinal);
        Assert.Contains("Why: TCP does not keep sends apart", one.Text, StringComparison.Ordinal);
        (await TincanCli.RunAsync("check", "explain", "reverse.server.ahaed")).FailedWith(2, "there is no case 'reverse.server.ahaed'; did you mean 'reverse.server.ahead'?");
    }
}
