using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Checks;

/// <summary>Clients as they come, in Python: the good ones meet everything, and the others are told what is wrong.</summary>
public sealed class NaiveClientTests
{
    private readonly Left _left = new();

    public static TheoryData<string> Verdicts => VerdictRow.Of(".client");

    [Theory]
    [MemberData(nameof(Verdicts))]
    public Task A_client_gets_its_verdict(string row) => VerdictRow.Read(row).JudgeAsync();

    [Theory]
    [InlineData("reverse.client", "reverse_client_bad.py", "blanks-kept", "wrong-bytes", "   expected   \" \\tin the middle")]
    [InlineData("send.client", "dumb_net_bad.py", "line", "wrong-bytes", "   got        \"HELLO\\n\"")]
    [InlineData("send.client", "dumb_net_bad.py", "line", "wrong-bytes", "- it passes 'line' with line-end=lf: judged with --set line-end=lf")]
    [InlineData("reverse.client", "reverse_client_deaf.py", "one-line", "no-answer", "wrote none of them: perhaps it never calls recv")]
    [InlineData("talk.client", "talk_client_bad.py", "eof-ends", "wrong-exit-code", "EOFError")]
    [InlineData("resolver.client", "resolve_client_bad.py", "last-line", "wrong-bytes", "   got        \"rutgers.ed\\n\"")]
    [InlineData("book.client", "lookup_client_bad.py", "not-found", "wrong-bytes", "darth@empire.gov belongs to Error 404")]
    public async Task The_failure_of_a_bad_client_is_named(string suite, string program, string id, string kind, string words)
    {
        var outcome = await CheckAsync(suite, program, "--no-faults", "--only", id);
        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains($"{suite}.{id}: {kind}", outcome.Text, StringComparison.Ordinal);
        Assert.Contains(words, outcome.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reader-each-time", "turns", "closed-early", "Make one Scanner (one BufferedReader) for the whole program")]
    [InlineData("one-line", "turns", "closed-early", "it sent the first of 3 lines, and then closed")]
    [InlineData("own-protocol", "turns", "wrong-bytes", "- the first text that it sends is not in its input: 'READY?\\n'")]
    [InlineData("name-first", "turns", "wrong-bytes", "and only then waits for an answer: as if the first were a name, which gets no answer")]
    [InlineData("end-unchecked", "eof-ends", "not-closed", "it does not stop at the end of its input: it sent its last line again")]
    public async Task The_usual_faults_with_input_are_named(string fault, string id, string kind, string words)
    {
        var outcome = await _left.RunAsync([
            "check", "talk.client", "--no-faults", "--only", id, "--", "python3", "-B", Place.Peer("naive/talk_client_faults.py"), "{host}", "{port}", fault]);
        await _left.IsNothingAsync();

        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains($"talk.client.{id}: {kind}", outcome.Text, StringComparison.Ordinal);
        Assert.Contains(words, outcome.Text.ReplaceLineEndings(" ").Replace("    ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("blank", "one-name", "wrong-bytes", "a space follows each answer")]
    [InlineData("blank", "one-name", "wrong-bytes", "it uses all that one read returns, with the line end")]
    [InlineData("append", "file-form", "extra-bytes", "it appends to the file of an earlier run")]
    public async Task The_usual_faults_with_an_output_file_are_named(string fault, string id, string kind, string words)
    {
        var outcome = await _left.RunAsync([
            "check", "resolver.client", "--no-faults", "--only", id, "--", "python3", "-B", Place.Peer("naive/resolve_client_file.py"), "{host}", "{port}", fault]);
        await _left.IsNothingAsync();

        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains($"resolver.client.{id}: {kind}", outcome.Text, StringComparison.Ordinal);
        Assert.Contains(words, outcome.Text.ReplaceLineEndings(" ").Replace("    ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_around_answers_are_found_and_reported()
    {
        var outcome = await CheckAsync("talk.client", "talk_client_words.py", "--no-faults", "--only", "turns");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("- it prints each answer between '\" and received \"' and '\".'", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_that_are_sent_before_an_answer_are_seen_before_anything_is_judged()
    {
        var outcome = await CheckAsync("reverse.client", "reverse_client_bad.py", "--no-faults", "--only", "closes");

        Assert.Contains("- it sends its second line before it has an answer to the first", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_may_write_into_a_file_and_an_old_one_is_not_judged()
    {
        using var scratch = new Scratch();
        File.Copy(Place.Peer("naive/dumb_net_file.py"), scratch["writes.py"]);
        File.Copy(Place.Peer("naive/dumb_net_bad.py"), scratch["prints.py"]);
        scratch.Write("out-proj.txt", "Hello\r\nfrom the last run");
        string[] check = ["check", "send.client", "--no-faults", "--only", "answer", "--out-file", "out-proj.txt", "--"];

        var writes = await InFolderAsync(scratch, [.. check, "python3", "-B", "writes.py", "{host}", "{port}"]);
        Assert.Equal((0, ""), (writes.Code, writes.Error));

        var prints = await InFolderAsync(scratch, [.. check, "python3", "-B", "prints.py", "{host}", "{port}"]);
        Assert.Equal((1, ""), (prints.Code, prints.Error));

        // What was there stays as it was.
        Assert.Equal("Hello\r\nfrom the last run", await File.ReadAllTextAsync(scratch["out-proj.txt"]));
    }

    [Fact]
    public async Task A_client_finds_the_files_of_the_case_and_not_its_own()
    {
        using var scratch = new Scratch();
        File.Copy(Place.Peer("naive/reverse_client_good.py"), scratch["client.py"]);
        scratch.Write("in-proj.txt", "not this\n");
        scratch.Write("out-proj.txt", "nor that\n");

        foreach (var workdir in (string[][])[[], ["--workdir", "."]])
        {
            var outcome = await InFolderAsync(scratch, ["check", "reverse.client", "--no-faults", "--only", "many-lines", .. workdir, "--", "python3", "-B", "client.py", "{host}", "{port}"]);
            Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        }

        Assert.Equal("not this\n", await File.ReadAllTextAsync(scratch["in-proj.txt"]));
        Assert.Equal("nor that\n", await File.ReadAllTextAsync(scratch["out-proj.txt"]));
    }

    [Fact]
    public async Task A_client_with_its_port_written_into_it_finds_us_there()
    {
        var outcome = await _left.RunAsync(
            "check", "send.client", "--no-faults", "--only", "answer", "--only", "refused", "--port", "11343", "--", "python3", "-B", Place.Peer("naive/dumb_net.py"), "127.0.0.1", "11343");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
    }

    [Fact]
    public async Task How_a_client_ends_its_lines_is_found_out()
    {
        var outcome = await CheckAsync("reverse.client", "reverse_client_raw.py", "--no-faults", "--only", "one-line", "--only", "blank-line");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("- raw: it sent 'HELLO', without a line end\n", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("reverse.client.blank-line: cannot be judged in raw", outcome.Text, StringComparison.Ordinal);
        Assert.EndsWith("2 cases: 1 passed, 1 skipped\n", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_never_connects_could_not_be_checked()
    {
        var outcome = await CheckAsync("send.client", "never_listens.py", "--start-timeout", "500ms", "--no-faults", "--only", "line", "--only", "answer");
        Assert.Equal((6, "tincan: the program never connected, so nothing could be checked\n"), (outcome.Code, outcome.Error));
        Assert.EndsWith("2 cases: 0 passed, 2 failed\n", outcome.Text, StringComparison.Ordinal);
    }

    private async Task<Outcome> CheckAsync(string suite, string program, params string[] options)
    {
        var outcome = await _left.RunAsync(["check", suite, .. options, "--", "python3", "-B", Place.Peer(Path.Combine("naive", program)), "{host}", "{port}"]);
        await _left.IsNothingAsync();
        return outcome;
    }

    private static async Task<Outcome> InFolderAsync(Scratch scratch, string[] words)
    {
        await using var run = Running.Start("sh", ["-c", "cd \"$0\" && exec \"$@\"", Path.GetDirectoryName(scratch["x"])!, Place.Program, .. words]);
        run.EndInput();
        return await run.ExitAsync();
    }
}
