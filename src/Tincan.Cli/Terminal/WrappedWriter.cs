namespace Tincan.Cli.Terminal;

/// <summary>Writes help and lists, wrapped at 80 columns or at the terminal's width if that is less.</summary>
internal sealed class WrappedWriter(TextWriter output)
{
    private const int MaxWidth = 80;

    private readonly int _width = Console.IsOutputRedirected ? MaxWidth : Math.Clamp(Console.WindowWidth, 60, MaxWidth);

    /// <summary>Writes a line unwrapped, such as a command to copy.</summary>
    public void Line(string text = "") => output.WriteLine(text);

    /// <summary>Writes text, wrapped.</summary>
    public void Paragraph(string text, int indent = 0)
    {
        foreach (var line in Columns.Wrap(text, _width - indent))
        {
            output.WriteLine($"{new string(' ', indent)}{line}");
        }
    }

    /// <summary>Writes two columns, names and meanings, under a heading; nothing if there are no rows. A line end in a meaning is kept.</summary>
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
