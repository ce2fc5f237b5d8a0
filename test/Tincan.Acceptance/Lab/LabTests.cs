using System.Text.RegularExpressions;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Lab;

public sealed partial class LabTests
{
    [Fact]
    public async Task Every_experiment_is_listed_with_what_it_shows()
    {
        var list = await TincanCli.RunAsync("lab", "list");

        Assert.Equal((0, ""), (list.Code, list.Error));
        Assert.Equal(
            ["refused", "time-wait", "second-client", "type-ahead", "coalesced", "split", "half-close", "late-answer", "slow-reader"],
            list.Text.TrimEnd('\n').Split('\n').Select(static line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task The_page_of_observations_is_what_the_experiments_show()
    {
        var run = await TincanCli.RunAsync("lab", "run", "all", "--markdown");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(Shape(await File.ReadAllTextAsync(Place.Observations)), Shape(run.Text));
    }

    [Fact]
    public async Task A_port_whose_server_closed_first_is_taken_and_one_whose_client_did_is_free()
    {
        var run = await TincanCli.RunAsync("lab", "run", "time-wait");

        Assert.Contains("- after the server closed first, without SO_REUSEADDR: Address already in use\n", run.Text, StringComparison.Ordinal);
        Assert.Contains("- after the server closed first, with SO_REUSEADDR: the port was free\n", run.Text, StringComparison.Ordinal);
        Assert.Contains("- after the client closed first, without SO_REUSEADDR: the port was free\n", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_late_is_given_to_the_next_question()
    {
        var run = await TincanCli.RunAsync("lab", "run", "late-answer");

        Assert.Contains("- asked for slow.com: no answer within 1 s, so TIMED OUT\n", run.Text, StringComparison.Ordinal);
        Assert.Contains("- asked for fast.com: slow.com 1.1.1.1 A IN\n", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_name_is_reported_with_the_nearest_right_one() =>
        (await TincanCli.RunAsync("lab", "run", "time-weit")).FailedWith(2, "there is no experiment 'time-weit'; did you mean 'time-wait'?");

    /// <summary>
    /// What does not depend on how fast the machine is: without times and sizes, without the rows of silence, and with rows that repeat
    /// each other once.
    /// </summary>
    private static List<string> Shape(string report)
    {
        var shape = new List<string>();
        foreach (var line in report.Split('\n').Where(static line => !line.Contains('┆', StringComparison.Ordinal)))
        {
            var bare = Run().Replace(Number().Replace(Delta().Replace(line, "+#"), "#"), "${sign}");
            if (shape.Count == 0 || shape[^1] != bare)
            {
                shape.Add(bare);
            }
        }

        return shape;
    }

    [GeneratedRegex(@"\+[\d.]+ +[µm]?s", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Delta();

    [GeneratedRegex(@"\d+(\.\d+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<sign>[ ─═x])\k<sign>+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Run();
}
