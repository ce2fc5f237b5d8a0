using Tincan.Checks.Cases;
using Tincan.Checks.Reports;
using Tincan.Checks.Running;
using Tincan.Drawing;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Checks.Tests;

public sealed class TerminalReportTests
{
    /// <summary>Except for commands to copy, which are not wrapped, and the summary lines.</summary>
    private static readonly string[] Whole = ["   Again: ", "   More: ", "Fix first: ", "made.up.", "19 cases: "];

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void Lines_fit_the_terminal(int width)
    {
        var written = $"{new string('x', 150)}\n\twide 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字\n";
        var text = Fabricated.Render(Fabricated.Everything(written), output => new TerminalReport(output, new LadderOptions { Width = width }, isFull: true));

        var rows = text[text.IndexOf("\n3. ", StringComparison.Ordinal)..].Split('\n');
        Assert.All(
            rows.Where(static row => !Array.Exists(Whole, start => row.StartsWith(start, StringComparison.Ordinal))),
            row => Assert.True(Columns.Of(row) <= width, row));
    }

    [Fact]
    public void Identical_start_failures_are_reported_once()
    {
        var first = Died(1, "TypeError");
        var text = Render(first, Died(2, "TypeError"), Died(3, "ValueError"), Died(4, "TypeError"));

        Assert.Single(text.Split("   The program wrote:\n").Skip(1));
        Assert.Contains("\n   The same cause in 2 more: 2 died, 4 died\n", text, StringComparison.Ordinal);
        Assert.Contains("\nFix first: 1. made.up.died (MUST)\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repeated_fault_is_one_row()
    {
        var cut = new WireEvent { Kind = WireEventKind.Fault, Connection = 1, Direction = Direction.ToServer, Fault = "split", Text = "cut here" };
        var failed = Fabricated.Failing(FailureKind.WrongBytes);
        var run = failed.Failed!;
        var text = Render(failed with { Verdict = Verdict.Of([run with { Events = [run.Events[0], cut, cut, cut, .. run.Events.Skip(1), cut] }]) });

        Assert.Contains("!! split: cut here (3 times) ", text, StringComparison.Ordinal);
        Assert.Contains("!! split: cut here  ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_fails_only_on_split_messages_gets_the_hint_about_them()
    {
        var failed = Fabricated.Failing(FailureKind.WrongBytes);
        var plain = failed with { Verdict = Verdict.Of([failed.Failed! with { Fault = null, Diagnosis = null }]) };

        Assert.Equal(Perturbation.All[1].Hint, ReportText.Hint(failed, Side.Server));
        Assert.Equal("Reverse the line.", ReportText.Hint(plain, Side.Server));
        Assert.Equal("wrong-bytes when sent in two pieces", ReportText.Brief(failed));
        Assert.Equal("wrong-bytes", ReportText.Brief(plain));
    }

    private static string Render(params CaseOutcome[] cases) =>
        Fabricated.Render(Fabricated.Record(cases), static output => new TerminalReport(output));

    private static CaseOutcome Died(int number, string written)
    {
        var died = Fabricated.Failing(FailureKind.Died, number);
        return died with { Verdict = Verdict.Of([died.Failed! with { Events = [], Output = written }]) };
    }
}
