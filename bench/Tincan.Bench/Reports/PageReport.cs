using Tincan.Bench.Growth;
using Tincan.Bench.Measuring;

namespace Tincan.Bench.Reports;

/// <summary>Writes what was measured into a page: a table for each group of rows, and the charts into the folder beside the page, which has its name.</summary>
internal static class PageReport
{
    public static void Write(string page, IReadOnlyList<Outcome> outcomes, BenchOptions options, IReadOnlyDictionary<string, string> machine)
    {
        var text = Page.Put(File.ReadAllText(page), "machine", Machine.Markdown(machine, options.Rounds));
        foreach (var group in outcomes.GroupBy(static outcome => outcome.Row.Group).Where(static group => group.Key != GrowthList.Group))
        {
            text = Page.Put(text, group.Key, MarkdownTable.Write([.. group]));
        }

        if (options.Charts.Count > 0)
        {
            var folder = Directory.CreateDirectory(Path.ChangeExtension(page, null));
            foreach (var chart in options.Charts)
            {
                File.WriteAllText(Path.Combine(folder.FullName, chart.File), chart.Draw(outcomes));
            }

            text = Page.Put(text, GrowthList.Group, Pictures(folder));
        }

        File.WriteAllText(page, text);
    }

    /// <summary>All charts of the folder, those of earlier runs as well.</summary>
    private static string Pictures(DirectoryInfo folder) => string.Join('\n', GrowthList.All
        .Where(chart => File.Exists(Path.Combine(folder.FullName, chart.File)))
        .Select(chart => $"![{chart.Title}: {chart.Figure.Name} by {chart.Grows}]({folder.Name}/{chart.File})\n"));
}
