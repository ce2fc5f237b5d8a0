namespace Tincan.Reliability;

/// <summary>The page of figures: a section for each experiment, made anew by the experiment; what stands around them is written by hand.</summary>
internal static class Page
{
    /// <summary>The page with an experiment's section put in.</summary>
    /// <param name="page">What it says now.</param>
    /// <param name="experiment">Which section.</param>
    /// <param name="terms">On what terms it ran.</param>
    /// <param name="findings">What it found.</param>
    /// <exception cref="InvalidDataException">The page has no place for it.</exception>
    public static string Put(string page, IExperiment experiment, Terms terms, Findings findings)
    {
        var (begins, ends) = ($"<!-- {experiment.Name} -->\n", $"<!-- end of {experiment.Name} -->\n");
        var from = page.IndexOf(begins, StringComparison.Ordinal) + begins.Length;
        var to = page.IndexOf(ends, StringComparison.Ordinal);
        return from >= begins.Length && to >= from
            ? page[..from] + Section(experiment, terms, findings) + page[to..]
            : throw new InvalidDataException($"the page has no place for '{experiment.Name}'");
    }

    private static string Section(IExperiment experiment, Terms terms, Findings findings)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{experiment.About}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"    eng/reliability {experiment.Name}{(terms.IsShort ? " --short" : "")} --seed {terms.Seed}\n\n");
        text.Append("| | |\n|---|---|\n");
        foreach (var (name, value) in findings.Figures)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {value} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"| wrong | {(findings.Wrong.Count == 0 ? "nothing" : string.Join("; ", findings.Wrong))} |\n");
        return text.ToString();
    }
}
