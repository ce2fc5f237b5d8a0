using Tincan.Checks.Reports;

namespace Tincan.Checks.Tests;

/// <summary>What people see. A new text is written beside the old one, to be looked at and taken over.</summary>
public sealed class GoldenTests
{
    public static TheoryData<FailureKind> Kinds => [.. Fabricated.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_failure_of_each_kind_is_told_in_full(FailureKind kind) =>
        Same(ReportText.Of(kind), Fabricated.Written(Fabricated.Record(Fabricated.Failing(kind)), static output => new TerminalReport(output)));

    [Fact]
    public void A_check_is_told_in_Markdown() =>
        Same("markdown", Fabricated.Written(Fabricated.Record(Fabricated.Failing(FailureKind.WrongBytes)), static output => new MarkdownReport(output)));

    [Fact]
    public void A_check_is_told_in_JSON() =>
        Same("json", Fabricated.Written(Fabricated.Record(Fabricated.Failing(FailureKind.WrongBytes)), static output => new JsonReport(output)));

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
