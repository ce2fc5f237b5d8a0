using System.Text.Json;
using Tincan.Checks.Reports;
using Tincan.Checks.Running;

namespace Tincan.Checks.Tests;

/// <summary>Hidden cases in each report: what students see, and what instructors see.</summary>
public sealed class StudentViewTests
{
    private static readonly CheckRecord Record = Fabricated.WithHidden();

    [Fact]
    public void The_terminal_counts_hidden_cases() => Assert.Contains("3 hidden cases: 1 failed, 2 of 4 points\n4 of 6 points", Render(static output => new TerminalReport(output)), StringComparison.Ordinal);

    [Fact]
    public void Markdown_counts_hidden_cases() => Assert.Contains("\n3 hidden cases: 1 failed, 2 of 4 points.\n", Render(static output => new MarkdownReport(output)), StringComparison.Ordinal);

    [Fact]
    public async Task TAP_has_one_line_for_all_hidden_cases()
    {
        var text = Render(static output => new TapReport(output));

        Assert.Contains("1..2\n", text, StringComparison.Ordinal);
        Assert.Contains("\nnot ok 2 - 3 hidden cases: 1 failed, 2 of 4 points\n", text, StringComparison.Ordinal);
        await ReportRulesTests.ObeysAsync("tap.py", 2, text);
    }

    [Fact]
    public async Task JUnit_has_one_test_case_for_all_hidden_cases()
    {
        var text = Render(static output => new JUnitReport(output));

        Assert.Contains("tests=\"2\" failures=\"1\"", text, StringComparison.Ordinal);
        await ReportRulesTests.ObeysAsync("junit.py", 2, text);
    }

    [Fact]
    public async Task JSON_has_the_number_and_points_of_hidden_cases()
    {
        var text = Render(static output => new JsonReport(output));

        using var json = JsonDocument.Parse(text);
        Assert.Equal((3, 1, 2, 4), (Number("cases"), Number("failed"), Number("score"), Number("maxScore")));
        Assert.Equal((4, 6), (json.RootElement.GetProperty("score").GetInt32(), json.RootElement.GetProperty("maxScore").GetInt32()));
        await ReportRulesTests.ObeysAsync("check_json.py", 1, text);

        int Number(string name) => json.RootElement.GetProperty("hidden").GetProperty(name).GetInt32();
    }

    /// <summary>Gradescope hides the tests itself, so the text that everybody sees must not contain their results.</summary>
    [Fact]
    public async Task Gradescope_gets_hidden_cases_with_their_visibility()
    {
        var text = Fabricated.Render(Record, static output => new GradescopeReport(output));

        using var json = JsonDocument.Parse(text);
        var tests = json.RootElement.GetProperty("tests").EnumerateArray().Select(static test => test.GetProperty("visibility").GetString());
        Assert.Equal(["visible", "hidden", "after_due_date", "after_published"], tests);
        Assert.Equal("made.up: 1 case: 1 passed\n3 hidden cases", json.RootElement.GetProperty("output").GetString());
        await ReportRulesTests.ObeysAsync("gradescope.py", 4, text);
    }

    [Fact]
    public void An_instructor_sees_all_cases_in_JSON()
    {
        var text = Fabricated.Render(Record, static output => new JsonReport(output));

        Assert.Contains("\"visibility\": \"after_due_date\"", text, StringComparison.Ordinal);
        Assert.Contains("Nobody may read this", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_cases_can_fail_the_check() => Assert.False(Record.ForStudents().HasPassed);

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void A_hidden_case_becomes_visible_on_its_day(int days, bool isHidden)
    {
        var day = new DateOnly(2026, 12, 24);
        var hidden = Record.Cases[1].Case with { HiddenUntil = day };

        Assert.Equal(isHidden, hidden.On(day.AddDays(days)).IsHidden);
        Assert.True(Record.Cases[1].Case.On(day).IsHidden);
    }

    private static string Render(Func<TextWriter, ICheckReport> make)
    {
        var text = Fabricated.Render(Record, output => new StudentView(make(output), hidden: 3));
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody", text, StringComparison.Ordinal);
        return text;
    }
}
