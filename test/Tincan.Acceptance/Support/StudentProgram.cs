namespace Tincan.Acceptance.Support;

/// <summary>
/// Programs in <c>peers/pages</c> as students write them. They are good, and a word after their other arguments gives them a bug; <c>bugs.txt</c> says which case must find it.
/// </summary>
internal static class StudentProgram
{
    /// <summary>All bugs, instead of one of each page.</summary>
    public static readonly bool IsComplete = Environment.GetEnvironmentVariable("TINCAN_ALL_BUGS") is not null;

    /// <summary>Page, program, bug, case.</summary>
    public static readonly string[][] Rows =
        [.. File.ReadLines(Place.Peer("pages/bugs.txt")).Where(static line => line[0] != '#').Select(static line => line.Split(' '))];

    public static string SuiteOf(string page) => page.Contains('.', StringComparison.Ordinal) ? page : $"{page}.server";

    public static async Task<Outcome> CheckAsync(string page, string program, string? bug = null, params string[] options)
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
