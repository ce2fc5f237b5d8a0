using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Bad;

/// <summary>No output may be an input or another output, by whatever name: exit 2, and nothing is touched.</summary>
public sealed class SameFileTests : IDisposable
{
    private const string Text = "a.b 1.1.1.1 A\n";

    private readonly Scratch _scratch = new();

    public SameFileTests()
    {
        _scratch.Write("in", Text);
        File.CreateSymbolicLink(_scratch["soft"], "in");
        File.CreateSymbolicLink(_scratch["dangling"], "new");
        File.CreateSymbolicLink(_scratch["folder"], ".");
        _scratch.Write("book.csv", "a@b.c,X\n");
        _scratch.Write("up.json", """{"services":{"n":{"serve":"names","listen":":0","table":"in"},"r":{"serve":"reverse","listen":":0","out":"out"}}}""");
        Link("in", "hard");
        Link("book.csv", "hard.csv");
    }

    [Theory]
    [InlineData("reverse localhost 1 in -o in", "-o in and the input in")]
    [InlineData("reverse localhost 1 in -o hard", "-o hard and the input in")]
    [InlineData("reverse localhost 1 in -o soft", "-o soft and the input in")]
    [InlineData("reverse localhost 1 in -o ././in", "-o ././in and the input in")]
    [InlineData("reverse localhost 1 in -o folder/in", "-o folder/in and the input in")]
    [InlineData("reverse localhost 1 in --record hard", "--record hard and the input in")]
    [InlineData("reverse localhost 1 in -o new --record ./new", "-o new and --record ./new")]
    [InlineData("reverse localhost 1 in -o new --record dangling", "-o new and --record dangling")]
    [InlineData("resolve localhost 1 ./in -o hard", "-o hard and the input ./in")]
    [InlineData("lookup localhost 1 --file in --record hard", "--record hard and --file in")]
    [InlineData("watch in -o hard", "-o hard and the input in")]
    [InlineData("send --tls --ca in localhost 1 --record hard", "--record hard and --ca in")]
    [InlineData("serve names --listen :0 --table in --record soft", "--record soft and --table in")]
    [InlineData("serve reverse --listen :0 --out new --record new", "--out new and --record new")]
    [InlineData("serve echo --listen :0 --tls-cert in --tls-key soft --record hard", "--record hard and --tls-cert in")]
    [InlineData("serve echo --listen :0 --fault-plan in --record hard", "--record hard and --fault-plan in")]
    [InlineData("serve book --listen :0 --book book.csv --record hard.csv", "--record hard.csv and --book book.csv")]
    [InlineData("proxy :0 localhost:1 --fault-plan in --record hard", "--record hard and --fault-plan in")]
    [InlineData("book export hard.csv --book book.csv", "the output hard.csv and --book book.csv")]
    [InlineData("book import hard.csv --book book.csv", "--book book.csv and the input hard.csv")]
    [InlineData("book import in --format csv --book book.csv --refused hard", "--refused hard and the input in")]
    [InlineData("check reverse.server --json new --tap ./new -- cat in {port}", "--json new and --tap ./new")]
    [InlineData("check reverse.server --json hard -- cat in {port}", "--json hard and the input in")]
    [InlineData("check reverse.server --at localhost:1 --known-failing in --json hard", "--json hard and --known-failing in")]
    [InlineData("up up.json --record folder/up.json", "--record folder/up.json and the plan up.json")]
    [InlineData("up up.json --record hard", "--record hard and in of the service 'n'")]
    [InlineData("up up.json --record out", "--record out and out of the service 'r'")]
    public async Task An_output_is_no_input_and_no_other_output(string words, string which)
    {
        await RefusesAsync("exec \"$0\" \"$@\"", words, which);
    }

    [Theory]
    [InlineData(">>in", "reverse localhost 1 in", "standard output and the input in")]
    [InlineData(">>in", "reverse localhost 1 in -o /dev/stdout", "-o /dev/stdout and the input in")]
    [InlineData("5<>in", "reverse localhost 1 in -o /proc/self/fd/5", "-o /proc/self/fd/5 and the input in")]
    [InlineData("<in", "reverse localhost 1 -o hard", "-o hard and standard input")]
    [InlineData("<in", "reverse localhost 1 --record hard", "--record hard and standard input")]
    [InlineData("<in >>hard", "reverse localhost 1 -o new", "standard output and standard input")]
    public async Task Standard_streams_count(string streams, string words, string which)
    {
        await RefusesAsync($"exec \"$0\" \"$@\" {streams}", words, which);
    }

    [Fact]
    public async Task A_service_of_a_plan_writes_no_file_that_another_one_reads()
    {
        File.Delete(_scratch["out"]);
        Link("in", "out");
        var outcome = await TincanCli.RunAsync("up", _scratch["up.json"]);
        Assert.Equal(2, outcome.Code);
        Assert.EndsWith("'n' reads that file (line 1): choose another file for out\n", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(Text, File.ReadAllText(_scratch["in"]));
    }

    [Fact]
    public async Task Devices_may_be_written_by_all()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--out", "/dev/null", "--record", "/dev/null");
        (await TincanCli.RunAsync("reverse", "127.0.0.1", server.Port, _scratch["in"], "-o", "/dev/null", "--record", "/dev/null")).Wrote("");
    }

    public void Dispose() => _scratch.Dispose();

    private async Task RefusesAsync(string script, string words, string which)
    {
        await using var run = Running.Start("sh", ["-c", $"cd \"$1\" && shift && {script}", Place.Program, _scratch["."], .. words.Split(' ')]);
        run.EndInput();
        var outcome = await run.ExitAsync();
        Assert.Equal((2, $"tincan: {which} are the same file: choose another file for the output\n"), (outcome.Code, outcome.Error));
        Assert.Equal((Text, "a@b.c,X\n", false), (File.ReadAllText(_scratch["in"]), File.ReadAllText(_scratch["book.csv"]), File.Exists(_scratch["new"])));
    }

    private void Link(string target, string name)
    {
        using var link = System.Diagnostics.Process.Start("ln", [_scratch[target], _scratch[name]]);
        link.WaitForExit();
        Assert.Equal(0, link.ExitCode);
    }
}
