namespace Tincan.Cli.Manual;

/// <summary>Writes the help of all commands as one Markdown document.</summary>
internal sealed class CliDocument(TextWriter output)
{
    public void Write(IReadOnlyList<HelpSheet> sheets)
    {
        output.WriteLine("# Command line");
        output.WriteLine();
        output.WriteLine("Every command and option, as `--help` shows them. `tincan manual FOLDER` writes this file, and the man pages.");
        Table("exit code", ExitStatus.All.Select(static exit => ($"{exit.Code}", exit.Meaning)));
        foreach (var sheet in sheets)
        {
            Write(sheet);
        }
    }

    private void Write(HelpSheet sheet)
    {
        output.WriteLine();
        output.WriteLine($"## {string.Join(' ', sheet.Path)}");
        output.WriteLine();
        output.WriteLine(Escaped(sheet.Description));
        output.WriteLine();
        output.WriteLine($"    {sheet.Usage}");
        Table("example", sheet.Examples);
        Table("command", sheet.Commands.Select(static sub => (string.Join(' ', sub.Path), sub.Description)));
        Table("option", sheet.Options.Select(static option => (option.Written, option.Meaning)));
    }

    private void Table(string name, IEnumerable<(string Name, string Meaning)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"| {name} | |");
        output.WriteLine("|---|---|");
        foreach (var (first, meaning) in all)
        {
            output.WriteLine($"| `{first.Replace("|", "\\|", StringComparison.Ordinal)}` | {Escaped(meaning)} |");
        }
    }

    private static string Escaped(string text) => text
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "\\<", StringComparison.Ordinal)
        .Replace("*", "\\*", StringComparison.Ordinal)
        .Replace("\n", "<br>", StringComparison.Ordinal);
}
