using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Up;

/// <summary>A file that is written is emptied by a server that runs, and by no other.</summary>
public sealed class OutTests : IDisposable
{
    private const string Reverse = """{ "serve": "reverse", "listen": ":0", "greeting": "", "out": "out.txt" }""";
    private readonly Scratch _scratch = new();

    public OutTests() => _scratch.Write("out.txt", "kept\n");

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("\"n\": { \"serve\": \"names\", \"listen\": \":0\", \"table\": \"bad.txt\" }", "", 2)]
    [InlineData("\"e\": { \"serve\": \"echo\", \"listen\": \":TAKEN\" }", "", 3)]
    [InlineData("\"e\": { \"serve\": \"echo\", \"listen\": \":0\" }", ", \"page\": { \"port\": TAKEN }", 3)]
    public async Task A_start_that_fails_leaves_it_as_it_was(string other, string more, int code)
    {
        using var taken = new RawListener();
        _scratch.Write("bad.txt", "nothing\n");
        var plan = $$"""{ "services": { "r": {{Reverse}}, {{other}} }{{more}} }""".Replace("TAKEN", taken.Port, StringComparison.Ordinal);

        var outcome = await TincanCli.RunAsync("up", _scratch.Write("tincan.json", plan));

        Assert.Equal((code, ""), (outcome.Code, outcome.Text));
        Assert.Equal("kept\n", await File.ReadAllTextAsync(_scratch["out.txt"]));
    }

    [Fact]
    public async Task A_single_server_that_cannot_listen_leaves_it_as_it_was()
    {
        using var taken = new RawListener();

        var outcome = await TincanCli.RunAsync("serve", "reverse", "--listen", $":{taken.Port}", "--out", _scratch["out.txt"]);

        Assert.Equal(3, outcome.Code);
        Assert.Equal("kept\n", await File.ReadAllTextAsync(_scratch["out.txt"]));
    }

    [Fact]
    public async Task A_start_that_succeeds_empties_it()
    {
        await using var up = await Services.UpAsync(_scratch.Write("tincan.json", $$"""{ "services": { "r": {{Reverse}} } }"""), 1);

        await UpTests.AnswersAsync(up, "r", "ab\n", "ba\n");

        Assert.Equal("ba\n", await File.ReadAllTextAsync(_scratch["out.txt"]));
    }

    [Theory]
    [InlineData(".", "PATH is a folder, not a file")]
    [InlineData("no/out.txt", "there is no folder PATH")]
    public async Task An_unwritable_file_is_reported_with_its_position_before_anything_starts(string name, string problem)
    {
        var file = _scratch.Write("tincan.json", $$"""{ "services": { "r": { "serve": "reverse", "listen": ":0", "out": "{{name}}" } } }""");
        var path = Path.GetFullPath(name == "." ? _scratch["."] : _scratch["no"]).TrimEnd('/');
        string[][] ways = [["up", file, "--check"], ["up", file]];
        foreach (var words in ways)
        {
            var outcome = await TincanCli.RunAsync(words);

            Assert.Equal((2, ""), (outcome.Code, outcome.Text));
            Assert.StartsWith($"tincan: {file}:1:68:\n", outcome.Error, StringComparison.Ordinal);
            Assert.EndsWith($"    {problem.Replace("PATH", path, StringComparison.Ordinal)}\n", outcome.Error, StringComparison.Ordinal);
        }
    }
}
