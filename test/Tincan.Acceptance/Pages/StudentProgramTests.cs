using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Pages;

/// <summary>Programs as students write them pass the whole suite of their page.</summary>
public sealed class StudentProgramTests
{
    /// <summary>A page and its program.</summary>
    public static TheoryData<string, string> Programs { get; } =
        [.. StudentProgram.Rows.Where(static row => !row[0].Contains('.', StringComparison.Ordinal)).Select(static row => (row[0], row[1])).Distinct()];

    /// <summary>The whole suite. With all bugs also under faults, which takes two to three times as much processor time.</summary>
    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_good_program_passes_its_page(string page, string program)
    {
        var outcome = await StudentProgram.CheckAsync(page, program, null, StudentProgram.IsComplete ? [] : ["--no-faults"]);

        Assert.True(outcome is { Code: 0, Error: "" }, outcome.Text + outcome.Error);
        Assert.DoesNotContain("FAIL", outcome.Text, StringComparison.Ordinal);
    }
}
