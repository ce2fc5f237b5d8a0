namespace Tincan.Tests.Support;

/// <summary>Says what a JSON schema (draft 2020-12) allows; python3-jsonschema is the judge.</summary>
internal sealed class SchemaJudge(string schema)
{
    private const string Judge = """
        import json, sys
        from jsonschema import Draft202012Validator
        schema = json.load(open(sys.argv[1], encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        for line in open(sys.argv[2], encoding="utf-8", newline="\n"):
            print("valid" if validator.is_valid(json.loads(line)) else "invalid")
        """;

    /// <summary>The same JSON without line ends, comments and trailing commas.</summary>
    public static string OnOneLine(string json)
    {
        using var document = JsonDocument.Parse(json, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return JsonSerializer.Serialize(document.RootElement);
    }

    /// <summary><c>valid</c> or <c>invalid</c>, for each.</summary>
    /// <param name="documents">Each on a line of its own.</param>
    public async Task<IReadOnlyList<string>> VerdictsAsync(params string[] documents)
    {
        using var file = new TemporaryFile(".jsonl");
        await File.WriteAllLinesAsync(file.Path, documents);
        var verdicts = await Tool.RunAsync("/usr/bin/python3", "-c", Judge, schema, file.Path);
        return verdicts.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
