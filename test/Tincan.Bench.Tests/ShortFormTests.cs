using Tincan.Bench.Growth;
using Tincan.Bench.Loads;
using Tincan.Bench.Measuring;
using Tincan.Bench.Processes;
using Tincan.Bench.Reports;
using Tincan.Bench.Rows;
using Tincan.Bench.Servers;

namespace Tincan.Bench.Tests;

/// <summary>The benchmark in a short form: it works, and sees what is wrong. No test judges a time.</summary>
public sealed class ShortFormTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData("echo.lockstep", "Tincan", "C", "asyncio")]
    [InlineData("echo.accept", "Tincan", "C")]
    [InlineData("reverse.deep", "Tincan", "C")]
    [InlineData("proxy.stream", "Tincan", "no proxy")]
    public async Task Measures(string name, params string[] contenders)
    {
        NeedsCompiler();
        var row = RowList.All.Single(row => row.Name == name);

        var outcomes = await RunAsync(row with { Contenders = [.. row.Contenders.Where(contender => contenders.Contains(contender.Name))] });

        Assert.All(outcomes, static outcome => Assert.Null(Assert.Single(outcome.Samples).Failure));
        Assert.All(outcomes, static outcome => Assert.True(outcome.Value(outcome.Row.Figures[0].Of) > 0));
        Assert.Contains($"\n{row.Name}: ", TextTable.Write(outcomes), StringComparison.Ordinal);
        Assert.StartsWith($"| work |  | {row.Baseline} | Tincan |", MarkdownTable.Write(outcomes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_byte_is_a_failure()
    {
        NeedsCompiler();
        var wrong = new Load(new Script("wrong", [("one"u8.ToArray(), "one"u8.ToArray()), ("two"u8.ToArray(), "too"u8.ToArray())]), Clients: 1);

        var outcomes = await RunAsync(new Row("wrong", "", [Figure.Rate], [Runner.Loaded(Server.InC("echo"), wrong)], "C"));

        Assert.Contains("reply 1 is wrong: 0x77 came instead of 0x6F", Assert.Single(outcomes[0].Samples).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_is_late_from_when_its_request_was_due()
    {
        NeedsCompiler();

        // All requests are due at once, nearly, but each is sent after the reply to the one before.
        var closed = new Load(Scripts.Echo(64), Clients: 1);
        var paced = closed with { Rate = 1_000_000 };

        var outcomes = await RunAsync(new Row(
            "late", "", [Figure.Median], [Runner.Loaded(Server.InC("echo") with { Name = "paced" }, paced), Runner.Loaded(Server.InC("echo"), closed)], "C"));

        Assert.True(outcomes[0].Ratio(Figure.Median)!.Median > 1);
    }

    [Fact]
    public void A_chart_has_the_points_of_each_contender()
    {
        var row = new Row("growth", "", [Figure.Rate], [new("A & B", static _ => Task.FromResult(new Sample()))], "A & B");
        var outcome = new Outcome(row, row.Contenders[0], [new Sample { Rate = 1_000 }], []);

        var svg = System.Xml.Linq.XDocument.Parse(new GrowthChart("growth", "Growth", "size", Figure.Rate, [(10, row)]).Draw([outcome]));

        Assert.Contains(svg.Descendants(), static element => element.Value == "A & B, 10: 1,000");
    }

    public void Dispose() => _scratch.Dispose();

    private static void NeedsCompiler() => Assert.SkipWhen(Compiled.Missing("load.c") is not null, "the load is in C, and gcc is not installed");

    private Task<IReadOnlyList<Outcome>> RunAsync(Row row) => Interleaved.RunAsync([row], new Runner(_scratch, Warm: 0, Seconds: 1) { Messages = 2_000 }, rounds: 1, TextWriter.Null);
}
