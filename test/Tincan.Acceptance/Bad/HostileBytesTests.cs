using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Bad;

/// <summary>What strangers send comes into logs, reports and files: there it drives no terminal, and begins no line, record or formula of its own.</summary>
public sealed class HostileBytesTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData("book", "--book", "book.csv")]
    [InlineData("names", "--table", "PROJ2-DNSTS1.txt")]
    [InlineData("reverse")]
    [InlineData("echo")]
    public async Task A_log_and_a_ladder_show_an_escape_and_do_not_obey_it(params string[] words)
    {
        string[] files = [.. words[1..].Select(static word => word.StartsWith('-') ? word : Place.Sample(word))];
        await using var server = await TincanCli.ServeAsync(["serve", words[0], .. files, "--watch", "--log", "debug"]);
        using var client = await RawSocket.ConnectAsync(server);

        await client.SendAsync("\u001b]0;owned\a\u001b[2J\u009b31m\n");
        client.Finish();
        await client.ReceiveToEndAsync();
        client.Dispose();

        await server.Error.UntilAsync("closed: ");
        server.Terminate();
        var said = (await server.ExitAsync()).Error;
        Assert.Contains("\\x1B", said, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', said);
        Assert.DoesNotContain('\a', said);
        Assert.DoesNotContain('\u009b', said);
    }

    [Theory]
    [InlineData("csv", "a@b,A\u001b[2J\n\u001b[31m@b,A\n")]
    [InlineData("ldif", "mail: a@b\ncn: A\u001b[2J\n\nmail: \u001b[31m@b\ncn: A\n")]
    [InlineData("vcard4", "BEGIN:VCARD\nVERSION:4.0\nFN:A\u001b[2J\nEMAIL:a@b\nEMAIL:\u001b[31m@b\nEND:VCARD\nBEGIN:VCARD\nVERSION:\u001b[31m\nEND:VCARD\n")]
    public async Task A_report_of_refused_entries_shows_an_escape(string format, string file)
    {
        var book = _scratch.Write("book.csv", "email,name\n");

        var outcome = await TincanCli.RunAsync("book", "import", _scratch.Write("in", file), "--format", format, "--book", book, "--refused", _scratch["refusals"]);

        Assert.Equal(1, outcome.Code);
        var report = await File.ReadAllTextAsync(_scratch["refusals"]);
        Assert.Contains("\\x1B[2J", report, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', outcome.Text + outcome.Error + report);
    }

    [Theory]
    [InlineData("csv", "'=HYPERLINK", "\n=", ",=", "\"=")]
    [InlineData("ldif", "cn: =HYPERLINK", "\ncn:<", "\ncn: :")]
    public async Task What_a_stranger_is_called_is_no_formula_and_no_reference_once_exported(string format, string written, params string[] never)
    {
        string[] names = ["'=HYPERLINK(1)", "'+1", "'-1", "'@SUM(1)", "< file:///etc/passwd", ": x", "''=1"];
        var book = _scratch.Write("book.csv", string.Concat(names.Select(static (name, i) => $"a{i}@b,{name}\n")));

        var export = await TincanCli.RunAsync("book", "export", "-", "--format", format, "--book", book);

        Assert.Equal(0, export.Code);
        Assert.Contains(written, export.Text, StringComparison.Ordinal);
        Assert.All(never, text => Assert.DoesNotContain(text, export.Text, StringComparison.Ordinal));
        var copy = _scratch.Write("copy.csv", "");
        (await TincanCli.PipeAsync(export.Text, "book", "import", "-", "--format", format, "--book", copy)).Wrote($"{names.Length} added, 0 changed, 0 removed, 0 unchanged, 0 refused\n");
        Assert.Equal((await TincanCli.RunAsync("book", "list", "--book", book)).Text, (await TincanCli.RunAsync("book", "list", "--book", copy)).Text);
    }

    [Theory]
    [InlineData("ldif", "mail: a@b\ncn: A\njpegPhoto:< file:///etc/passwd\n\nmail: c@d\ncn:< file:///etc/passwd\n")]
    [InlineData("vcard4", "BEGIN:VCARD\nVERSION:4.0\nFN:A\nPHOTO;VALUE=uri:file:///etc/passwd\nEMAIL:a@b\nEND:VCARD\nBEGIN:VCARD\nVERSION:4.0\nFN;ENCODING=b:###\nEMAIL:c@d\nEND:VCARD\n")]
    public async Task A_file_that_an_entry_names_is_not_opened(string format, string file)
    {
        var book = _scratch.Write("book.csv", "email,name\n");

        var outcome = await TincanCli.RunAsync("book", "import", _scratch.Write("in", file), "--format", format, "--book", book);

        Assert.Equal((1, "1 added, 0 changed, 0 removed, 0 unchanged, 1 refused\n"), (outcome.Code, outcome.Text));
        Assert.Equal("email,name\na@b,A\n", await File.ReadAllTextAsync(book));
    }

    public void Dispose() => _scratch.Dispose();
}
