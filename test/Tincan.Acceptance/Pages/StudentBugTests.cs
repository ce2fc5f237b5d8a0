using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Pages;

/// <summary>Programs as students write them, each with a bug: the case that is about it fails.</summary>
public sealed class StudentBugTests
{
    /// <summary>A page, its program, a bug, and the case that must find it.</summary>
    public static TheoryData<string, string, string, string> Bugs { get; } =
        [.. StudentProgram.Rows.Where(static row => StudentProgram.IsComplete || row is [.., "*"]).Select(static row => (row[0], row[1], row[2], row[3]))];

    [Theory]
    [MemberData(nameof(Bugs))]
    public async Task A_bug_is_found_by_the_case_that_is_about_it(string page, string program, string bug, string id)
    {
        var outcome = await StudentProgram.CheckAsync(page, program, bug, "--strict", "--only", id);

        Assert.True(outcome is { Code: 1, Error: "" }, outcome.Text + outcome.Error);
        Assert.Contains($"{StudentProgram.SuiteOf(page)}.{id}: ", outcome.Text, StringComparison.Ordinal);
        Assert.EndsWith("1 case: 0 passed, 1 failed\n", outcome.Text, StringComparison.Ordinal);
    }
}
