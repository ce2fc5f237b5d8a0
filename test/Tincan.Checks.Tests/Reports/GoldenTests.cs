using Tincan.Checks.Reports;

namespace Tincan.Checks.Tests;

/// <summary>Reports for people. A changed text is written beside the old one, so that it can be reviewed and accepted.</summary>
public sealed class GoldenTests
{
    public static TheoryData<FailureKind> Kinds => [.. Fabricated.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_of_failure_is_reported_in_full(FailureKind kind) =>
        Same(ReportText.Of(kind), Fabricated.Render(Fabricated.Record(Fabricated.Failing(kind)), static output => new TerminalReport(output)));

    [Fact]
    public void Markdown_report() =>
        Same("markdown", Fabricated.Render(Fabricated.Record(Fabricated.Failing(FailureKind.WrongBytes)), static output => new MarkdownReport(output)));

    [Fact]
    public void JSON_report() =>
        Same("json", Fabricated.Render(Fabricated.Record(Fabricated.Failing(FailureKind.WrongBytes)), static output => new JsonReport(output)));

    private static void Same(string name, string text, [CallerFilePath] string here = "")
    {
        var golden = Path.Combine(Path.GetDirectoryName(here)!, "Golden", $"{name}.txt");
        if (!File.Exists(golden) || File.ReadAllText(golden) != text)
        {
            File.WriteAllText($"{golden}.new", text);
        }

        Assert.Equal(File.Exists(golden) ? File.ReadAllText(golden) : "", text);
    }
}
