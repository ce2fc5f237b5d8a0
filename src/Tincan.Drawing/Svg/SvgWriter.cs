using System.Text.Encodings.Web;
using System.Text.Unicode;
using Tincan.Wires;

namespace Tincan.Drawing.Svg;

/// <summary>
/// Writes a ladder as a picture (SVG), which browsers and Markdown show, dark or light. It loads and runs nothing. A long ladder has its first and its last rows.
/// </summary>
/// <param name="output">The output, which is not disposed.</param>
/// <param name="options">Filter and gap; the others are ignored. Defaults to null: the default options.</param>
public sealed class SvgWriter(TextWriter output, LadderOptions? options = null) : RowEventWriter(options)
{
    private const int MaxRows = 200;
    private const int Line = 18;
    private const int Space = 8;
    private const int Left = 184;
    private const int Right = 896;
    private const int Width = Right + 16;

    /// <summary>The width of a character of the bytes, which are stretched to it, whatever font the viewer has.</summary>
    private const double Cell = 7.8;

    /// <summary>Limits in characters: of bytes, beside which there has to be an arrow, and of a remark, which is in a narrower font.</summary>
    private const int MaxBytes = 78;
    private const int MaxRemark = 100;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly List<(int Height, string Svg)> _rows = [];

    /// <inheritdoc/>
    public override void Begin()
    {
        // A picture begins with its size, which is known at the end.
    }

    /// <inheritdoc/>
    public override void End()
    {
        base.End();
        if (_rows.Count - MaxRows is > 0 and var more)
        {
            _rows.RemoveRange(MaxRows / 2, more);
            _rows.Insert(MaxRows / 2, (Line + Space, Text("remark", (Left + Right) / 2, Baseline(0), $"{more} rows more")));
        }

        var y = Line + Space;
        var height = y + _rows.Sum(static row => row.Height) + Space;
        output.Write($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}" xml:space="preserve">
            <style>
            {SvgStyle.Sheet}</style>
            <rect width="{Width}" height="{height}" fill="#fff" style="fill: var(--paper)"/>
            {Margin(Baseline(0), "time", "since", "conn")}{Text("", Left, Baseline(0), "client")}{Text("end", Right, Baseline(0), "server")}

            """.ReplaceLineEndings("\n"));
        foreach (var row in _rows)
        {
            output.Write($"<g transform=\"translate(0 {y})\">{row.Svg}</g>\n");
            y += row.Height;
        }

        output.Write("</svg>\n");
    }

    private protected override void Write(LadderRow row) => _rows.Add(Draw(row));

    private static (int Height, string Svg) Draw(LadderRow row)
    {
        var (kind, lines, content) = row.Kind switch
        {
            LadderRowKind.Chunk => Chunk(row),
            LadderRowKind.Fin or LadderRowKind.Rst => (row.Event!.Direction.Word(), 1, Arrow(row, Escape.ForTerminal(row.Text), 0)),
            LadderRowKind.Fault => Fault(row),
            _ => Remark(row),
        };
        var height = (lines * Line) + Space;
        var isSilence = row.Wait is not null;
        var sides = row.Connection == 0 ? "" : $"<path class=\"side{(isSilence ? " silent" : "")}\" d=\"M{Left} 0V{height}M{Right} 0V{height}\"/>";
        var margin = Margin(
            Baseline(row.Kind == LadderRowKind.Chunk ? lines - 1 : 0),
            isSilence ? "" : $"{row.At.TotalSeconds:0.000}", row.Delta is { } since ? $"+{Readable.Time(since)}" : "", row.Connection == 0 ? "" : $"{row.Connection}");
        return (height, $"{sides}{margin}<g class=\"{row.Kind.ToString().ToLowerInvariant()} {kind}\">{content}</g>");
    }

    private static string Margin(int y, string time, string since, string connection) => Text("n", 64, y, time) + Text("n", 132, y, since) + Text("n", 172, y, connection);

    /// <summary>The bytes in a box at the sender's side, and an arrow. Above them are the bars of messages, and their names at the receiver's side.</summary>
    private static (string Kind, int Lines, string Svg) Chunk(LadderRow row)
    {
        var payload = Payload.Fit(row.Event!.Bytes.Span, MaxBytes, LadderGlyphs.Utf8, ascii: false);
        var name = !row.IsSplitOrCoalesced && payload.Text.StartsWith(row.Text, StringComparison.Ordinal) ? "" : Columns.Cut(Escape.ForTerminal(row.Text), MaxBytes, "…");
        var isToServer = row.Event.Direction == Direction.ToServer;
        var svg = Text("message name", isToServer ? Right - Space : Left + Space, Baseline(0), name);

        // The bars are beside the name if there is room.
        var line = name.Length == 0 ? 0 : row.IsSplitOrCoalesced && Columns.Of(payload.Text) + Columns.Of(name) > MaxBytes ? 2 : 1;
        if (row.IsSplitOrCoalesced)
        {
            svg += Bars(row, payload, Baseline(line - 1));
        }

        return (row.Event.Direction.Word(), line + 1, svg + Box(row, payload.Text, line) + Arrow(row, payload.Text, line));
    }

    private static string Bars(LadderRow row, Payload payload, int y)
    {
        var svg = new StringBuilder();
        foreach (var part in row.Parts.TakeWhile(part => part.From < payload.Shown))
        {
            var from = Start(row, payload.Text) + (payload.ColumnOf(part.From) * Cell) + 1;
            var to = Start(row, payload.Text) + (payload.ColumnOf(part.From + part.Length) * Cell) - 1;
            var ends = part.IsLast && part.From + part.Length <= payload.Shown;
            svg.Append($"<path class=\"bar\" d=\"M{from:0.#} {(part.Part == 1 ? $"{y + 3}V{y - 1}" : $"{y - 1}")}H{to:0.#}{(ends ? $"V{y + 3}" : "")}\"/>");
            svg.Append(Text("message", (from + to) / 2, y - 5, $"{part.Number}"));
        }

        return svg.ToString();
    }

    private static (string Kind, int Lines, string Svg) Remark(LadderRow row)
    {
        string[] lines = [.. Columns.Wrap(Escape.ForTerminal(row.Text), MaxRemark)];
        return ("", lines.Length, string.Concat(lines.Index().Select(static line => Text("remark", (Left + Right) / 2, Baseline(line.Index), line.Item))));
    }

    /// <summary>A fault, at the sender's side of its direction, without an arrow.</summary>
    private static (string Kind, int Lines, string Svg) Fault(LadderRow row)
    {
        string[] lines = [.. Columns.Wrap(Escape.ForTerminal(row.Text), MaxBytes)];
        return ("", lines.Length, string.Concat(lines.Index().Select(line => Box(row, line.Item, line.Index) + Words(row, line.Item, line.Index))));
    }

    private static string Box(LadderRow row, string text, int line) =>
        $"<rect class=\"box\" x=\"{Start(row, text) - 6:0.#}\" y=\"{Baseline(line) - 14}\" width=\"{(Columns.Of(text) * Cell) + 12:0.#}\" height=\"{Line + 1}\" rx=\"3\"/>";

    /// <summary>A text at the sender's side and an arrow to the receiver: double for FIN.</summary>
    private static string Arrow(LadderRow row, string text, int line)
    {
        var y = Baseline(line) - 4;
        var (from, to, back) = row.Event!.Direction == Direction.ToServer
            ? (Start(row, text) + (Columns.Of(text) * Cell) + 12, Right - 2, -9)
            : (Start(row, text) - 12, Left + 2, 9);
        var shaft = row.Kind == LadderRowKind.Fin ? $"M{from:0.#} {y - 2}H{to + back}M{from:0.#} {y + 2}H{to + back}" : $"M{from:0.#} {y}H{to + back}";
        return $"{Words(row, text, line)}<path class=\"shaft\" d=\"{shaft}\"/><path class=\"head\" d=\"M{to} {y}l{back} -5v10z\"/>";
    }

    private static string Words(LadderRow row, string text, int line) =>
        $"<text class=\"words\" x=\"{Start(row, text):0.#}\" y=\"{Baseline(line)}\" textLength=\"{Columns.Of(text) * Cell:0.#}\" lengthAdjust=\"spacingAndGlyphs\">{Encoder.Encode(text)}</text>";

    private static string Text(string kind, double x, int y, string text) => text.Length == 0 ? "" : $"<text class=\"{kind}\" x=\"{x:0.#}\" y=\"{y}\">{Encoder.Encode(text)}</text>";

    /// <summary>Where a text at the sender's side begins.</summary>
    private static double Start(LadderRow row, string text) => row.Event!.Direction == Direction.ToServer ? Left + 14 : Right - 14 - (Columns.Of(text) * Cell);

    private static int Baseline(int line) => (line * Line) + 17;
}
