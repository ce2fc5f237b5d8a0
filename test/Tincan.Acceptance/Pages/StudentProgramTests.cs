using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Pages;

/// <summary>
/// Programs in <c>peers/pages</c> as students write them. They are good, and a word after their other arguments gives them a bug; <c>bugs.txt</c> says which case must find it.
/// </summary>
public sealed class StudentProgramTests
{
    private static readonly bool IsComplete = Environment.GetEnvironmentVariable("TINCAN_ALL_BUGS") is not null;

    private static readonly string[][] Rows =
        [.. File.ReadLines(Place.Peer("pages/bugs.txt")).Where(static line => line[0] != '#').Select(static line => line.Split(' '))];

    /// <summary>A page and its program.</summary>
    public static TheoryData<string, string> Programs { get; } =
        [.. Rows.Where(static row => !row[0].Contains('.', StringComparison.Ordinal)).Select(static row => (row[0], row[1])).Distinct()];

    /// <summary>A page, its program, a bug, and the case that must find it.</summary>
    public static TheoryData<string, string, string, string> Bugs { get; } =
        [.. Rows.Where(static row => IsComplete || row is [.., "*"]).Select(static row => (row[0], row[1], row[2], row[3]))];

    /// <summary>The whole suite. With all bugs also under faults, which takes two to three times as much processor time.</summary>
    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_good_program_passes_its_page(string page, string program)
    {
        var outcome = await CheckAsync(page, program, null, IsComplete ? [] : ["--no-faults"]);

        Assert.True(outcome is { Code: 0, Error: "" }, outcome.Text + outcome.Error);
        Assert.DoesNotContain("FAIL", outcome.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public async Task A_bug_is_found_by_the_case_that_is_about_it(string page, string program, string bug, string id)
    {
        var outcome = await CheckAsync(page, program, bug, "--strict", "--only", id);

        Assert.True(outcome is { Code: 1, Error: "" }, outcome.Text + outcome.Error);
        Assert.Contains($"{SuiteOf(page)}.{id}: ", outcome.Text, StringComparison.Ordinal);
        Assert.EndsWith("1 case: 0 passed, 1 failed\n", outcome.Text, StringComparison.Ordinal);
    }

    private static string SuiteOf(string page) => page.Contains('.', StringComparison.Ordinal) ? page : $"{page}.server";

    private static async Task<Outcome> CheckAsync(string page, string program, string? bug = null, params string[] options)
    {
        var source = Place.Peer(Path.Combine("pages", program));
        string[] start = Path.GetExtension(program) switch
        {
            ".py" => ["python3", "-B", source],
            ".js" => ["node", source],
            _ => [await Classroom.CompiledAsync(source)],
        };
        string[] where = page switch
        {
            "resolver.server" => ["{port}", "{ts1_host}", "{ts1_port}", "{ts2_host}", "{ts2_port}"],
            "send.client" => ["{host}", "{port}"],
            _ => ["{port}"],
        };
        string[] last = bug is null ? [] : [bug];
        return await TincanCli.RunAsync(["check", SuiteOf(page), .. options, "--", .. start, .. where, .. last]);
    }
}
