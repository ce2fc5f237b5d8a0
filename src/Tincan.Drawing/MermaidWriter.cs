using Tincan.Wires;

namespace Tincan.Drawing;

/// <summary>
/// Writes a Mermaid sequence diagram, which many wikis and code hosts render. Characters that could be Mermaid syntax are written as entity codes:
/// <c>#59;</c>.
/// </summary>
/// <param name="output">The output, which is not disposed.</param>
/// <param name="options">Filter and gap; the others are ignored. Defaults to null: the default options.</param>
public sealed class MermaidWriter(TextWriter output, LadderOptions? options = null) : RowEventWriter(options)
{
    // Longer text would make an arrow wider than any page.
    private const int MaxText = 60;

    private readonly HashSet<int> _known = [];

    /// <inheritdoc/>
    public override void Begin() => output.WriteLine("sequenceDiagram");

    private protected override void Write(LadderRow row)
    {
        if (row.Connection > 0 && _known.Add(row.Connection))
        {
            output.WriteLine($"    participant C{row.Connection} as client {row.Connection}");
            output.WriteLine($"    participant S{row.Connection} as server {row.Connection}");
        }

        output.WriteLine($"    {Line(row)}");
    }

    private string Line(LadderRow row) => row.Kind switch
    {
        LadderRowKind.Chunk => $"{Arrow(row, "->>")}: {Content(row)}",
        LadderRowKind.Fin => $"{Arrow(row, "-)")}: FIN{EscapeForMermaid(EventText.ByOther(row.Event!))}",
        LadderRowKind.Rst => $"{Arrow(row, "-x")}: RST{EscapeForMermaid(EventText.ByOther(row.Event!))}",
        LadderRowKind.Fault => Note(row, $"{EventText.Way(row.Event!)} {row.Text}"),
        _ => Note(row, row.Text),
    };

    private static string Content(LadderRow row)
    {
        var bytes = Payload.Fit(row.Event!.Bytes.Span, MaxText, LadderGlyphs.Utf8, ascii: false).Text;
        return EscapeForMermaid(row.Text.Length > 0 ? $"{bytes} ({row.Text})" : bytes);
    }

    private static string Arrow(LadderRow row, string arrow) => row.Event!.Direction == Direction.ToServer
        ? $"C{row.Connection}{arrow}S{row.Connection}"
        : $"S{row.Connection}{arrow}C{row.Connection}";

    private string Note(LadderRow row, string text) => $"Note over {Over(row.Connection)}: {EscapeForMermaid(Escape.ForTerminal(text))}";

    /// <summary>The participants that a note spans. A note on the whole recording needs one, too.</summary>
    private string Over(int connection) => connection > 0 ? $"C{connection},S{connection}" : _known.Count > 0 ? $"C{_known.Min()}" : "recording";

    private static string EscapeForMermaid(string text) => string.Concat(text.EnumerateRunes().Select(static rune =>
        Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or ',' or '!' or '?' or '(' or ')' or '-' or '_' or '/' ? rune.ToString() : $"#{rune.Value};"));
}
