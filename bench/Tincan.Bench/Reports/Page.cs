namespace Tincan.Bench.Reports;

/// <summary>A page whose sections between <c>&lt;!-- NAME --&gt;</c> and <c>&lt;!-- end of NAME --&gt;</c> are made by the benchmark; the rest is written by hand.</summary>
internal static class Page
{
    /// <summary>The page with a section replaced.</summary>
    /// <exception cref="InvalidDataException">It has no such section.</exception>
    public static string Put(string page, string name, string text)
    {
        var (begins, ends) = ($"<!-- {name} -->\n", $"<!-- end of {name} -->\n");
        var from = page.IndexOf(begins, StringComparison.Ordinal) + begins.Length;
        var to = page.IndexOf(ends, StringComparison.Ordinal);
        return from >= begins.Length && to >= from
            ? page[..from] + text + page[to..]
            : throw new InvalidDataException($"the page has no section '{name}'");
    }
}
