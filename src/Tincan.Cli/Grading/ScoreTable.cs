namespace Tincan.Cli.Grading;

/// <summary>The table of scores: a row for each submission.</summary>
internal sealed class ScoreTable(IReadOnlyList<GradeResult> results)
{
    private static readonly string[] Headings = ["submission", "score", "of", "met", "flaky", "begin with"];

    /// <summary>The cases of all submissions, in the order of the suite.</summary>
    public IReadOnlyList<GradedCase> Cases { get; } = [.. results.SelectMany(static result => result.Cases).DistinctBy(static one => one.Id)];

    /// <summary>The bugs, the most common first. One that several failures describe differently has the most common description.</summary>
    public IReadOnlyList<CommonBug> Bugs =>
    [
        .. results.SelectMany(static result => result.Cases.Where(static one => one.Bug is not null).Select(one => (Result: result, Case: one)))
            .GroupBy(static pair => pair.Case.Bug!)
            .Select(group => (Id: group.Key, Bug: Common([.. group.Select(static pair => pair.Case)], [.. group.Select(static pair => pair.Result.Name).Distinct()])))
            .OrderByDescending(static one => one.Bug.Submissions.Count).ThenByDescending(static one => one.Bug.Cases.Count).ThenBy(static one => one.Id, StringComparer.Ordinal)
            .Select(static one => one.Bug),
    ];

    /// <summary>CSV, with a column for each case after the others.</summary>
    public string Csv()
    {
        var csv = new StringBuilder();
        Row([.. Headings, .. Cases.Select(static one => one.Id)]);
        foreach (var result in results)
        {
            Row([.. Cells(result), .. Cases.Select(one => result.Cases.FirstOrDefault(its => its.Id == one.Id)?.Status ?? "")]);
        }

        return csv.ToString();

        void Row(IEnumerable<string> cells) => csv.Append(string.Join(',', cells.Select(CsvCell.Of))).Append('\n');
    }

    /// <summary>Columns for a terminal.</summary>
    public IEnumerable<string> Lines()
    {
        string[][] rows = [Headings, .. results.Select(static result => Cells(result).Select(static cell => Escape.ForTerminal(cell)).ToArray())];
        int[] widths = [.. Enumerable.Range(0, Headings.Length).Select(column => rows.Max(row => Columns.Of(row[column])))];
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell + new string(' ', widths[column] - Columns.Of(cell)))).TrimEnd());
    }

    /// <summary>The same for programs, with the bugs.</summary>
    public string Json() => ReadableJson.Write(new JsonObject
    {
        ["version"] = 1,
        ["suite"] = results is [var first, ..] ? first.Suite : "",
        ["submissions"] = new JsonArray([.. results.Select(static result => new JsonObject
        {
            ["submission"] = result.Name,
            ["score"] = result.Score,
            ["maxScore"] = result.MaxScore,
            ["met"] = result.IsMet,
            ["problem"] = result.Problem,
            ["beginWith"] = result.BeginWith,
            ["cases"] = new JsonObject(result.Cases.Select(static one => KeyValuePair.Create<string, JsonNode?>(one.Id, one.Status))),
        })]),
        ["bugs"] = new JsonArray([.. Bugs.Select(static bug => new JsonObject
        {
            ["what"] = bug.What,
            ["hint"] = bug.Hint,
            ["submissions"] = new JsonArray([.. bug.Submissions]),
            ["cases"] = new JsonArray([.. bug.Cases]),
        })]),
    });

    private CommonBug Common(IReadOnlyList<GradedCase> found, IReadOnlyList<string> submissions)
    {
        var (what, hint) = found.GroupBy(static one => (one.What, one.Hint)).OrderByDescending(static same => same.Count())
            .ThenBy(static same => same.Key.What, StringComparer.Ordinal).ThenBy(static same => same.Key.Hint, StringComparer.Ordinal).First().Key;
        return new CommonBug(what, hint, submissions, [.. Cases.Select(static one => one.Id).Where(id => found.Any(one => one.Id == id))]);
    }

    private static string[] Cells(GradeResult result) =>
    [
        result.Name, $"{result.Score}", $"{result.MaxScore}", result.IsMet ? "true" : "false", $"{result.Cases.Count(static one => one.Status == GradedCase.Flaky)}",
        result.Problem is { } problem ? $"not checked to the end: {problem}" : result.BeginWith,
    ];
}

/// <summary>A bug, and how common it is.</summary>
/// <param name="What">What it does.</param>
/// <param name="Hint">What to look for.</param>
/// <param name="Submissions">The submissions that have it.</param>
/// <param name="Cases">The cases that found it.</param>
internal sealed record CommonBug(string What, string Hint, IReadOnlyList<string> Submissions, IReadOnlyList<string> Cases);
