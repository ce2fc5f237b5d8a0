namespace Tincan.Cli.Grading;

/// <summary>The result of a submission.</summary>
/// <param name="Name">The name of the submission.</param>
/// <param name="Plan">The hash of the suite and the options.</param>
/// <param name="Source">The hash of the submission.</param>
internal sealed record GradeResult(string Name, string Plan, string Source)
{
    public string Suite { get; init; } = "";

    public int Score { get; init; }

    public int MaxScore { get; init; }

    public bool IsMet { get; init; }

    /// <summary>Why it could not be checked to the end; null if it was.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it is from a check beside others, and something failed, which has to be repeated. Defaults to false.</summary>
    public bool IsToBeRepeated { get; init; }

    /// <summary>The case to begin with, and what is wrong in it; empty if there is none.</summary>
    public string BeginWith { get; init; } = "";

    public IReadOnlyList<GradedCase> Cases { get; init; } = [];

    /// <summary>Reads a result: what <see cref="Write"/> has written.</summary>
    /// <exception cref="UsageException">It is no such file.</exception>
    public static GradeResult Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            var check = root.GetProperty("check");
            var result = new GradeResult(Text(root, "name"), Text(root, "plan"), Text(root, "source"))
            {
                Suite = Text(root, "suite"),
                Problem = Optional(root, "problem"),
                IsToBeRepeated = root.TryGetProperty("repeat", out _),
            };
            if (check.ValueKind == JsonValueKind.Null)
            {
                return result;
            }

            IReadOnlyList<GradedCase> cases = [.. check.GetProperty("cases").EnumerateArray().Select(GradedCase.Read)];
            return result with
            {
                Score = check.GetProperty("score").GetInt32(),
                MaxScore = check.GetProperty("maxScore").GetInt32(),
                IsMet = check.GetProperty("met").GetBoolean(),
                Problem = result.Problem ?? Optional(check, "problem"),
                BeginWith = Text(check, "beginWith"),
                Cases = cases,
                IsToBeRepeated = result.IsToBeRepeated && (result.Problem is not null || cases.Any(static one => one.Status is not ("passed" or "skipped" or GradedCase.Flaky))),
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UsageException($"{path} is no result of tincan grade: {error.Message}");
        }
    }

    /// <summary>Writes a result, with what the check has reported.</summary>
    /// <param name="path">The file.</param>
    /// <param name="result">The result; what is in the report is not needed.</param>
    /// <param name="report">The report of the check as JSON; empty if there is none.</param>
    public static void Write(string path, GradeResult result, string report)
    {
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteString("name", result.Name);
        json.WriteString("suite", result.Suite);
        json.WriteString("plan", result.Plan);
        json.WriteString("source", result.Source);
        if (result.Problem is { } problem)
        {
            json.WriteString("problem", problem);
        }

        if (result.IsToBeRepeated)
        {
            json.WriteBoolean("repeat", true);
        }

        json.WritePropertyName("check");
        json.WriteRawValue(report.Length > 0 ? report : "null");
        json.WriteEndObject();
    }

    internal static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    internal static string? Optional(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;
}

/// <summary>The result of a case of a submission.</summary>
/// <param name="Id">The case.</param>
/// <param name="Status">The verdict in a word: <c>passed</c>, <c>failed</c>, <c>flaky</c>.</param>
internal sealed record GradedCase(string Id, string Status)
{
    /// <summary>The status of a case that failed, and passed when it ran again.</summary>
    public const string Flaky = "flaky";

    public string Requirement { get; init; } = "";

    public bool IsRequired { get; init; }

    public bool IsHidden { get; init; }

    /// <summary>What went wrong, in a few words.</summary>
    public string Brief { get; init; } = "";

    /// <summary>The bug: the same in other cases and submissions; null if the case did not fail.</summary>
    public string? Bug { get; init; }

    /// <summary>What the bug does.</summary>
    public string What { get; init; } = "";

    public string Hint { get; init; } = "";

    /// <summary>The whole report; null if the case passed.</summary>
    public string? Story { get; init; }

    public static GradedCase Read(JsonElement json) => new(GradeResult.Text(json, "id"), GradeResult.Text(json, "status"))
    {
        Requirement = GradeResult.Text(json, "requirement"),
        IsRequired = json.GetProperty("required").GetBoolean(),
        IsHidden = json.GetProperty("hidden").GetBoolean(),
        Brief = GradeResult.Text(json, "brief"),
        Bug = GradeResult.Optional(json, "bug"),
        What = GradeResult.Optional(json, "what") ?? "",
        Hint = GradeResult.Optional(json, "hint") ?? "",
        Story = GradeResult.Optional(json, "story"),
    };
}
