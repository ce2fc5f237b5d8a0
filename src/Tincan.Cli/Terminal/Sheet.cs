namespace Tincan.Cli.Terminal;

/// <summary>The program's own text for people to read, no wider than the terminal.</summary>
internal sealed class Sheet(TextWriter output)
{
    private const int MaxWidth = 100;

    private readonly int _width = Console.IsOutputRedirected ? MaxWidth : Math.Clamp(Console.WindowWidth, 60, MaxWidth);

    /// <summary>A line as it is, such as a command to copy.</summary>
    public void Line(string text = "") => output.WriteLine(text);

    /// <summary>Sentences, broken into lines.</summary>
    public void Paragraph(string text, int indent = 0)
    {
        foreach (var line in Columns.Wrap(text, _width - indent))
        {
            output.WriteLine($"{new string(' ', indent)}{line}");
        }
    }

    /// <summary>Names, and beside each what it means; each line of a meaning begins anew. Nothing if there are none.</summary>
    public void Table(string heading, IEnumerable<(string Name, string Meaning)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(heading);
        var column = Math.Min(all.Max(static row => row.Name.Length), 28) + 4;
        foreach (var (name, meaning) in all)
        {
            var indent = $"  {name}".PadRight(column);
            if (name.Length + 4 > column)
            {
                output.WriteLine(indent);
                indent = new string(' ', column);
            }

            foreach (var line in meaning.Split('\n').SelectMany(line => Columns.Wrap(line, _width - column)))
            {
                output.WriteLine($"{indent}{line}");
                indent = new string(' ', column);
            }
        }
    }
}
