using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Bad;

public sealed class FaultPlanTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("serve", "echo", "--listen", ":0")]
    [InlineData("proxy", ":0", "localhost:7")]
    [InlineData("send", "localhost:7")]
    [InlineData("talk", "localhost:7")]
    [InlineData("talk", "server", "--listen", ":0")]
    [InlineData("reverse", "localhost:7")]
    [InlineData("resolve", "localhost:7", "a.b")]
    [InlineData("lookup", "localhost:7", "a@b")]
    public async Task A_fault_that_is_not_understood_is_shown_with_a_caret(params string[] command) =>
        (await TincanCli.RunAsync([.. command, "--fault", "mute", "--fault", "split:inside=crfl"])).FailedWith(2, """
            --fault:
                split:inside=crfl
                             ^
                inside takes crlf, utf8 or length, not 'crfl'
            """);

    [Fact]
    public async Task A_mistake_in_a_file_is_shown_with_its_place()
    {
        var file = _scratch.Write("plan.json", "{\n\t\"faults\": [\n\t\t{ \"fault\": \"mute\", \"seen\": \"\\u001b[31m\", \"p\": 2 }\n\t]\n}\n");
        (await TincanCli.RunAsync("send", "localhost:7", "--fault-plan", file)).FailedWith(2, $$"""
            {{file}}:3:49:
                { "fault": "mute", "seen": "\u001b[31m", "p": 2 }
                                                              ^
                p takes a probability above 0, at most 1: 0.3 or 30%, not '2'
            """);
    }

    [Fact]
    public async Task Nothing_in_a_plan_can_drive_the_terminal()
    {
        var outcome = await TincanCli.RunAsync("send", "localhost:7", "--fault", "mute:\u001b[31m=1");
        Assert.Equal(2, outcome.Code);
        Assert.DoesNotContain('\u001b', outcome.Error);
        Assert.Contains("    mute:\\x1B[31m=1\n         ^\n    mute has no '\\x1B[31m'", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("\xFF")]
    [InlineData("{\"faults\": [{}]}")]
    public async Task A_file_that_is_no_plan_is_refused(string content)
    {
        var file = _scratch.Write("plan.json", content);
        var outcome = await TincanCli.RunAsync("send", "localhost:7", "--fault-plan", file);
        Assert.Equal((2, ""), (outcome.Code, outcome.Text));
        Assert.StartsWith($"tincan: {file}:1:", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_reported_in_one_line()
    {
        var outcome = await TincanCli.RunAsync("send", "localhost:7", "--fault-plan", _scratch["nothing"]);
        Assert.Equal(2, outcome.Code);
        Assert.StartsWith($"tincan: cannot read {_scratch["nothing"]}: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_an_end_is_refused() =>
        (await TincanCli.RunAsync("send", "localhost:7", "--fault-plan", "/dev/zero")).FailedWith(2, "/dev/zero: the file is longer than 1 MiB");

    [Theory]
    [InlineData("--seed is only for faults: add --fault or --fault-plan", "--seed", "1")]
    [InlineData("--seed takes a whole number, 0 or more, not '-1'; see 'tincan send --help'", "--fault", "mute", "--seed", "-1")]
    [InlineData("--seed takes a whole number, 0 or more, not 'x'; see 'tincan send --help'", "--fault", "mute", "--seed", "x")]
    [InlineData("'mute' is one argument too many", "--fault", "split", "mute")]
    public async Task Wrong_words_get_one_line(string line, params string[] words) => (await TincanCli.RunAsync(["send", "localhost:7", .. words])).FailedWith(2, line);
}
