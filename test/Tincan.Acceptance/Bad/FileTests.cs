using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Bad;

public sealed class FileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData("amazon.com 94.5.6.7 A\nrutgers.edu 172.34.4 A\n", "2: '172.34.4' is not an IPv4 address")]
    [InlineData("# comment\n\nrutgers.edu 172.34.4.6 AAAA\n", "3: the type must be A, not 'AAAA'")]
    [InlineData("rutgers.edu  172.34.4.6 A\n", "1: expected three words with single blanks, 'NAME IPv4 A', not 'rutgers.edu  172.34.4.6 A'")]
    [InlineData("a.b 1.1.1.1 A\nA.B 2.2.2.2 A\n", "2: 'A.B' is on line 1 already")]
    [InlineData("a.b 1.1.1.1 A\n\xFF\n", "2: not UTF-8: byte 0xFF ('\u00ff' in Windows-1252): save the file as UTF-8 (in '\\xFF')")]
    public async Task A_bad_line_of_a_table_is_named(string table, string problem)
    {
        var file = _scratch.Write("table.txt", table);
        (await TincanCli.RunAsync("serve", "names", "--table", file, "--listen", ":0")).FailedWith(2, $"{file}:{problem}");
    }

    [Theory]
    [InlineData("email,name\nluke@gmail.com,Luke\nleia@alderaan.org\n", "3: expected two columns, 'email,name', not 1")]
    [InlineData("luke@gmail.com,Luke\nLUKE@gmail.com,Luke\n", "2: 'LUKE@gmail.com' is in the book already")]
    [InlineData("luke@gmail.com,\n", "1: the name is empty")]
    [InlineData("luke@gmail.com,L\xFFke\n", "1: not UTF-8: byte 0xFF ('\u00ff' in Windows-1252): save the file as UTF-8")]
    public async Task A_bad_line_of_a_book_is_named(string book, string problem)
    {
        var file = _scratch.Write("book.csv", book);
        (await TincanCli.RunAsync("serve", "book", "--book", file, "--listen", ":0")).FailedWith(2, $"{file}:{problem}");
    }

    [Fact]
    public async Task A_name_of_256_bytes_cannot_be_in_a_book_and_one_over_127_is_warned_about()
    {
        var tooLong = _scratch.Write("long.csv", $"a@b,{new string('x', 256)}\n");
        (await TincanCli.RunAsync("serve", "book", "--book", tooLong, "--listen", ":0"))
            .FailedWith(2, $"{tooLong}:1: the name has 256 bytes; the wire carries at most 255");
        var wide = _scratch.Write("wide.csv", $"a@b,{new string('x', 200)}\n");
        await using var server = await TincanCli.ServeAsync("serve", "book", "--book", wide);
        Assert.Equal($"{wide}:1: the name has 200 bytes; programs with a signed length byte take at most 127\n", server.Error.Text);
        (await TincanCli.RunAsync("lookup", "127.0.0.1", server.Port, "a@b")).Wrote($"a@b\t{new string('x', 200)}\n");
    }

    [Fact]
    public async Task An_import_warns_of_names_over_127_bytes_of_the_first_ones_and_of_how_many_there_are()
    {
        var book = _scratch.Write("book.csv", "");
        var file = _scratch.Write("wide.ldif", string.Concat(Enumerable.Range(1, 25).Select(static one => $"mail: a{one}@b\ncn: {new string('x', 120 + one)}\n\n")));

        var few = await TincanCli.RunAsync("book", "import", file, "--book", book, "--dry-run");

        Assert.Equal((0, "25 added, 0 changed, 0 removed, 0 unchanged, 0 refused (a dry run: nothing was done)\n"), (few.Code, few.Text));
        Assert.Equal(
            string.Concat(Enumerable.Range(8, 18).Select(one => $"{file}:{(3 * one) - 2}: the name has {120 + one} bytes; programs with a signed length byte take at most 127\n")),
            few.Error);
        var many = _scratch.Write("wide.csv", string.Concat(Enumerable.Range(1, 25).Select(static one => $"a{one}@b,{new string('x', 128)}\n")));
        var outcome = await TincanCli.RunAsync("book", "import", many, "--book", book);
        Assert.Equal((0, 21), (outcome.Code, outcome.Error.Split('\n').Length - 1));
        Assert.EndsWith("\nand 5 more: 25 names in all have more than 127 bytes\n", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve", "names", "--listen", ":0", "--table")]
    [InlineData("serve", "book", "--listen", ":0", "--book")]
    [InlineData("reverse", "127.0.0.1", "7")]
    [InlineData("lookup", "127.0.0.1", "7", "--file")]
    [InlineData("resolve", "127.0.0.1", "7")]
    public async Task A_missing_file_is_reported_in_one_line(params string[] words)
    {
        var outcome = await TincanCli.RunAsync([.. words, _scratch["nothing"]]);
        Assert.Equal((2, ""), (outcome.Code, outcome.Text));
        Assert.Contains(_scratch["nothing"], outcome.Error, StringComparison.Ordinal);
        Assert.Equal(outcome.Error.Length - 1, outcome.Error.IndexOf('\n', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("serve", "reverse", "--listen", ":0", "--out")]
    [InlineData("reverse", "HOST", "PORT", "-o")]
    [InlineData("resolve", "HOST", "PORT", "a.name", "-o")]
    public async Task An_unwritable_output_is_reported_before_anything_is_sent(params string[] words)
    {
        using var listener = new RawListener();
        var target = _scratch["no/such/directory/out.txt"];
        var outcome = await TincanCli.PipeAsync(
            "hello\n", [.. words.Select(word => word switch { "HOST" => "127.0.0.1", "PORT" => listener.Port, _ => word }), target]);
        Assert.Equal((2, ""), (outcome.Code, outcome.Text));
        Assert.StartsWith($"tincan: cannot write {target}: ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(outcome.Error.Length - 1, outcome.Error.IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_full_output_is_reported_in_one_line()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--greeting", "");
        var outcome = await TincanCli.PipeAsync("HELLO\n", "reverse", "127.0.0.1", server.Port, "--greeting", "", "-o", "/dev/full");
        Assert.Equal((2, ""), (outcome.Code, outcome.Text));
        Assert.Equal(outcome.Error.Length - 1, outcome.Error.IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_whose_file_is_full_stops_and_says_so()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--greeting", "", "--out", "/dev/full", "--log", "none");
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("HELLO\n");
        var outcome = await server.ExitAsync();
        Assert.Equal(2, outcome.Code);
        Assert.StartsWith("tincan: ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(outcome.Error.Length - 1, outcome.Error.IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reader_that_goes_away_is_no_crash()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--greeting", "");
        await using var shell = Running.Start(
            "sh", ["-c", $"yes HELLO | head -n 20000 | '{Place.Program}' reverse 127.0.0.1 {server.Port} --greeting '' --ahead 100 | head -n 1"]);
        var outcome = await shell.ExitAsync();
        Assert.Equal("OLLEH\n", outcome.Text);
        Assert.DoesNotContain(" at ", outcome.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Dispose();
}
