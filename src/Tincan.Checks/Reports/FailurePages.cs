namespace Tincan.Checks.Reports;

/// <summary>The pages of <c>docs/checks/</c>, one for each kind of failure, embedded in the program.</summary>
public static class FailurePages
{
    /// <summary>The names of the kinds, as in reports.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<FailureKind>().Select(ReportText.Of)];

    /// <summary>The path of the page of a kind, from the root of the project.</summary>
    public static string PathOf(FailureKind kind) => $"docs/checks/{ReportText.Of(kind)}.md";

    /// <summary>The page of a kind in Markdown; null if there is no such kind.</summary>
    /// <param name="name">The name as in reports: <c>wrong-bytes</c>.</param>
    public static string? Read(string name)
    {
        using var page = typeof(FailurePages).Assembly.GetManifestResourceStream($"checks/{name}.md");
        if (page is null)
        {
            return null;
        }

        using var text = new StreamReader(page);
        return text.ReadToEnd();
    }
}
