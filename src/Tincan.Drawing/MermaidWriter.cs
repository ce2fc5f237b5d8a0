using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Drawing;

/// <summary>
/// Writes a sequence diagram of Mermaid, which many wikis and code hosts draw. Every character of a peer that Mermaid might understand is written as its
/// number: <c>#59;</c>.
/// </summary>
/// <param name="output">Where to; it stays open.</param>
/// <param name="options">The filter and the gap are used; null for all and one second.</param>
public sealed class MermaidWriter(TextWriter output, LadderOptions? options = null) : IEventWriter
{
    // Longer text would make an arrow wider than any page.
    private const int MaxText = 60;

    private readonly LadderModel _model = new(options?.Gap, options?.Filter);
    private readonly HashSet<int> _known = [];

    /// <inheritdoc/>
    public void Begin() => output.WriteLine("sequenceDiagram");

    /// <inheritdoc/>
    public void Write(WireEvent happened) => Write(_model.Add(happened));

    /// <inheritdoc/>
    public void End() => Write(_model.End());

    private void Write(IEnumerable<LadderRow> rows)
    {
        foreach (var row in rows)
        {
            Introduce(row.Connection);
            output.WriteLine($"    {Line(row)}");
        }
    }

    private void Introduce(int connection)
    {
        if (connection > 0 && _known.Add(connection))
        {
            output.WriteLine($"    participant C{connection} as client {connection}");
            output.WriteLine($"    participant S{connection} as server {connection}");
        }
    }

    private string Line(LadderRow row)
    {
        switch (row.Kind)
        {
            case LadderRowKind.Segment:
                var bytes = Payload.Fit(row.Event!.Bytes.Span, MaxText, LadderGlyphs.Utf8, ascii: false).Text;
                return $"{Arrow(row, "->>")}: {EscapeForMermaid(row.Text.Length > 0 ? $"{bytes} ({row.Text})" : bytes)}";
            case LadderRowKind.Fin:
                return $"{Arrow(row, "-)")}: FIN{EscapeForMermaid(LadderWords.ByOther(row.Event!))}";
            case LadderRowKind.Rst:
                return $"{Arrow(row, "-x")}: RST{EscapeForMermaid(LadderWords.ByOther(row.Event!))}";
            case LadderRowKind.Fault:
                return Note(row, $"{LadderWords.Way(row.Event!)} {row.Text}");
            default:
                return Note(row, row.Text);
        }
    }

    private static string Arrow(LadderRow row, string arrow) => row.Event!.Direction == Direction.ToServer
        ? $"C{row.Connection}{arrow}S{row.Connection}"
        : $"S{row.Connection}{arrow}C{row.Connection}";

    private string Note(LadderRow row, string text) => $"Note over {Over(row.Connection)}: {EscapeForMermaid(Escape.ForTerminal(text))}";

    /// <summary>A remark on the recording as a whole stands over a connection, if there is one.</summary>
    private string Over(int connection) => connection > 0 ? $"C{connection},S{connection}" : _known.Count > 0 ? $"C{_known.Min()}" : "recording";

    private static string EscapeForMermaid(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or ',' or '!' or '?' or '(' or ')' or '-' or '_' or '/'
                ? rune.ToString()
                : $"#{rune.Value.ToString(CultureInfo.InvariantCulture)};");
        }

        return escaped.ToString();
    }
}
