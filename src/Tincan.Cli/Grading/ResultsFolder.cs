namespace Tincan.Cli.Grading;

/// <summary>
/// The folder of the results. Each submission has a folder in it, and the file <c>grade.json</c> is written last, by a rename: a submission without it has not
/// been graded. The tables are made from these files alone.
/// </summary>
internal sealed class ResultsFolder(string path)
{
    private const string Result = "grade.json";

    private string Submissions { get; } = Path.Combine(path, "submissions");

    /// <exception cref="UsageException">The folder cannot be created.</exception>
    public void Create()
    {
        try
        {
            Directory.CreateDirectory(Submissions);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw OutputFile.CannotWrite(path, error);
        }
    }

    /// <summary>The result of a submission; null if it has none, or an unreadable one.</summary>
    public GradeResult? Find(string name)
    {
        try
        {
            return File.Exists(FileOf(name)) ? GradeResult.Read(FileOf(name)) : null;
        }
        catch (Exception error) when (error is UsageException or IOException)
        {
            return null;
        }
    }

    /// <summary>All results, in the order of their names.</summary>
    /// <exception cref="UsageException">This is no folder of results.</exception>
    public IReadOnlyList<GradeResult> All() => Directory.Exists(Submissions)
        ? [.. Directory.EnumerateDirectories(Submissions).Select(static folder => Path.Combine(folder, Result)).Where(File.Exists).Select(GradeResult.Read).OrderBy(static one => one.Name, StringComparer.Ordinal)]
        : throw new UsageException($"{path} is no folder of results: it has no folder 'submissions'");

    /// <summary>Moves the files of a check into the folder of its submission.</summary>
    /// <param name="result">The result.</param>
    /// <param name="from">The folder of the files; <c>grade.json</c> among them is the report of the check.</param>
    /// <param name="earlier">The report of the check that this one repeats: it has the stories of cases that failed there. Defaults to none.</param>
    public void Add(GradeResult result, string from, string earlier = "")
    {
        var to = Path.Combine(Submissions, result.Name);
        Directory.CreateDirectory(to);
        File.Delete(FileOf(result.Name));
        var report = WithStories(ReadReport(Path.Combine(from, Result)), earlier);
        foreach (var file in new DirectoryInfo(from).EnumerateFiles().Where(static file => file.Name != Result))
        {
            Replace(Path.Combine(to, file.Name), temporary => file.CopyTo(temporary, overwrite: true));
        }

        Replace(FileOf(result.Name), temporary => GradeResult.Write(temporary, result, report));
    }

    /// <summary>The report of the check of a submission; empty if there is none.</summary>
    public string ReportOf(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(FileOf(name)));
        return json.RootElement.GetProperty("check") is { ValueKind: JsonValueKind.Object } check ? check.GetRawText() : "";
    }

    /// <summary>Takes a result from another folder of results.</summary>
    public void Take(GradeResult result, ResultsFolder other)
    {
        var (from, to) = (Path.Combine(other.Submissions, result.Name), Path.Combine(Submissions, result.Name));
        Directory.CreateDirectory(to);
        foreach (var file in new DirectoryInfo(from).EnumerateFiles().OrderBy(static file => file.Name == Result))
        {
            Replace(Path.Combine(to, file.Name), temporary => file.CopyTo(temporary, overwrite: true));
        }
    }

    /// <summary>Writes the tables.</summary>
    public void WriteTables(IReadOnlyList<GradeResult> results)
    {
        Write("scores.csv", new ScoreTable(results).Csv());
        Write("scores.json", new ScoreTable(results).Json());
        Write("class.html", new ClassPage(results).Html());

        void Write(string name, string text) => Replace(Path.Combine(path, name), temporary => File.WriteAllText(temporary, text));
    }

    private string FileOf(string name) => Path.Combine(Submissions, name, Result);

    /// <summary>The report of a check; empty if it was killed before it could write one.</summary>
    private static string ReadReport(string file)
    {
        try
        {
            var text = File.Exists(file) ? File.ReadAllText(file) : "";
            using var json = text.Length > 0 ? JsonDocument.Parse(text) : null;
            return text;
        }
        catch (JsonException)
        {
            return "";
        }
    }

    /// <summary>A case that is flaky because it failed earlier has the story of that.</summary>
    private static string WithStories(string report, string earlier)
    {
        if (report.Length == 0 || earlier.Length == 0)
        {
            return report;
        }

        var json = JsonNode.Parse(report)!;
        var before = JsonNode.Parse(earlier)!["cases"]!.AsArray().ToDictionary(static one => (string)one!["id"]!, static one => one!);
        foreach (var flaky in json["cases"]!.AsArray().Where(static one => (string?)one!["status"] == GradedCase.Flaky))
        {
            foreach (var (name, value) in before[(string)flaky!["id"]!].AsObject().Where(static pair => pair.Key is "brief" or "bug" or "what" or "hint" or "story"))
            {
                flaky[name] = value?.DeepClone();
            }
        }

        return ReadableJson.Write(json);
    }

    /// <summary>Writes a file whole: nothing ever reads half of it.</summary>
    private static void Replace(string file, Action<string> write)
    {
        write($"{file}.new");
        File.Move($"{file}.new", file, overwrite: true);
    }
}
