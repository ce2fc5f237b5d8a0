using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Words;

public sealed class FaultsTests
{
    [Fact]
    public async Task The_list_says_what_each_fault_is_for_and_what_is_not_in_it()
    {
        var outcome = await TincanCli.RunAsync("faults");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("  split        Splits messages into several reads", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("Exposes a program that takes one recv for one message.", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("tc qdisc ... netem", outcome.Text, StringComparison.Ordinal);
        Assert.All(outcome.Text.Split('\n'), static line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public async Task The_list_can_be_read_by_programs_and_each_fault_is_explained()
    {
        using var json = JsonDocument.Parse((await TincanCli.RunAsync("faults", "--json")).Text);
        var names = json.RootElement.EnumerateArray().Select(static fault => fault.GetProperty("fault").GetString()!).ToList();
        Assert.Equal(15, names.Count);
        foreach (var name in names)
        {
            var outcome = await TincanCli.RunAsync("faults", "explain", name);
            Assert.Equal((0, ""), (outcome.Code, outcome.Error));
            Assert.StartsWith($"{name}: ", outcome.Text, StringComparison.Ordinal);
            Assert.Contains("It exposes ", outcome.Text, StringComparison.Ordinal);
            Assert.All(outcome.Text.Split('\n'), static line => Assert.True(line.Length <= 100, line));
        }
    }

    [Fact]
    public async Task The_examples_of_explanations_run()
    {
        using var json = JsonDocument.Parse((await TincanCli.RunAsync("faults", "--json")).Text);
        foreach (var example in json.RootElement.EnumerateArray().Select(static fault => fault.GetProperty("example").GetString()!))
        {
            await using var server = await TincanCli.ServeAsync("serve", "reverse", "--watch", "--fault", example);
            server.Terminate();
            Assert.Equal(0, (await server.ExitAsync()).Code);
        }
    }

    [Theory]
    [InlineData("loss", "tc qdisc add dev lo root netem loss 20%")]
    [InlineData("reorder", "tc qdisc add dev lo root netem delay 20ms reorder 25% 50%")]
    public async Task Explain_names_an_alternative_for_an_impossible_fault(string name, string command)
    {
        var outcome = await TincanCli.RunAsync("faults", "explain", name);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("not possible above TCP", outcome.Text, StringComparison.Ordinal);
        Assert.Contains($"  {command}\n", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_is_the_published_one()
    {
        var outcome = await TincanCli.RunAsync("faults", "schema");
        outcome.Wrote(await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(Place.Observations)!, "faults.schema.json")));
    }

    [Theory]
    [InlineData("there is no fault 'splt'; did you mean 'split'?", "splt")]
    [InlineData("there is no fault 'lost'; did you mean 'loss'?", "lost")]
    [InlineData("there is no fault 'xyzzy'; see 'tincan faults'", "xyzzy")]
    public async Task A_wrong_name_gets_one_line(string line, string name) => (await TincanCli.RunAsync("faults", "explain", name)).FailedWith(2, line);

    [Theory]
    [InlineData("faults ex", "explain")]
    [InlineData("faults explain slow", "slow-reader")]
    [InlineData("serve echo --fault slow", "slow-reader", "slow-reader:")]
    [InlineData("serve echo --fault slow-reader:ho", "slow-reader:hold=")]
    [InlineData("proxy :1 localhost:2 --messages b", "book")]
    public async Task A_shell_can_complete_names(string begun, params string[] names)
    {
        var outcome = await TincanCli.RunAsync($"[complete:{begun.Length}]", begun);

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Equal(names, outcome.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('\t')[0]));
    }
}
