using Tincan.Drawing;

namespace Tincan.Cli.Lab;

/// <summary>Writes the result of an experiment: its ladder, the findings, and the explanation.</summary>
/// <param name="output">The output.</param>
/// <param name="markdown">Whether to write Markdown, for <c>docs/observations.md</c>.</param>
internal sealed class LabReport(TextWriter output, bool markdown)
{
    private const int Width = 80;

    /// <summary>Writes the heading of the page.</summary>
    public void Begin()
    {
        if (markdown)
        {
            output.WriteLine("# Observations");
            output.WriteLine();
            output.WriteLine("This page shows what the assignments ask about, on real connections. `eng/observations` makes it with");
            output.WriteLine("`tincan lab run all --markdown`. Run an experiment yourself with `tincan lab run NAME`.");
        }
    }

    /// <summary>Writes one experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="bench">Its events and findings.</param>
    public void Write(IExperiment experiment, LabBench bench)
    {
        output.WriteLine();
        output.WriteLine(markdown ? $"## {experiment.Name}: {experiment.Title}" : $"{experiment.Name}: {experiment.Title}");
        output.WriteLine();
        foreach (var line in Ladder.Draw(bench.Events, new LadderOptions { Width = Width }))
        {
            output.WriteLine(markdown ? $"    {line}".TrimEnd() : line);
        }

        output.WriteLine();
        foreach (var finding in bench.Findings)
        {
            output.WriteLine($"- {finding}");
        }

        output.WriteLine();
        foreach (var line in Columns.Wrap(experiment.Explanation, Width))
        {
            output.WriteLine(line);
        }
    }
}
