using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Tincan.Drawing.Html;

/// <summary>
/// Writes a ladder as one HTML file that opens in any browser, offline, dark or light. It has no script, and bytes of a peer are escaped for a terminal and
/// encoded for HTML.
/// </summary>
/// <param name="output">The output, which is not disposed.</param>
/// <param name="options">Filter, gap and hex dump; the others are ignored. Defaults to null: the default options.</param>
public sealed class HtmlWriter(TextWriter output, LadderOptions? options = null) : RowEventWriter(options)
{
    // The limit in a row, in columns. The rest of a longer chunk unfolds below it.
    private const int MaxText = 200;
    private const int MaxUnfolded = 64 * 1024;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <inheritdoc/>
    public override void Begin() => output.Write(HtmlPage.Head.ReplaceLineEndings("\n"));

    /// <inheritdoc/>
    public override void End()
    {
        base.End();
        output.Write(HtmlPage.Foot.ReplaceLineEndings("\n"));
    }

    private protected override void Write(LadderRow row)
    {
        var time = row.Wait is null ? $"{row.At.TotalSeconds:0.000}" : "";
        var delta = row.Delta is { } since ? $"+{Readable.Time(since)}" : "";
        var connection = row.Connection > 0 ? row.Connection.ToString() : "";
        output.Write($"<tr class=\"{Class(row)}\"><td class=\"n\">{time}</td><td class=\"n\">{delta}</td><td class=\"n\">{connection}</td>");
        output.Write($"<td class=\"lane\">{Lane(row)}</td></tr>\n");
    }

    private string Lane(LadderRow row) => row.Kind switch
    {
        LadderRowKind.Chunk => Arrow(Content(row)) + Unfolded(row),
        LadderRowKind.Fin or LadderRowKind.Rst => Arrow(Encode(row.Text)),
        LadderRowKind.Fault => $"<div class=\"remark\"><span>{Encode(row.Text)}</span></div>",
        _ => $"<div class=\"remark\">{Encode(row.Text)}</div>",
    };

    private static string Arrow(string content) => $"<div class=\"arrow\"><div class=\"said\">{content}</div><div class=\"shaft\"></div></div>";

    private static string Content(LadderRow row)
    {
        var bytes = Payload.Fit(row.Event!.Bytes.Span, MaxText, LadderGlyphs.Utf8, ascii: false).Text;
        var chunk = $"<code class=\"bytes\">{Encoder.Encode(bytes)}</code>";
        var how = row.Text.Length > 0 ? $"<div class=\"how\">{Encode(row.Text)}</div>" : "";
        return row.IsSplitOrCoalesced ? $"{Bars(row)}{chunk}{how}" : chunk + how;
    }

    /// <summary>Bars of messages above the chunk, each as long as its share of the bytes.</summary>
    private static string Bars(LadderRow row)
    {
        var bars = new StringBuilder("<div class=\"messages\">");
        foreach (var part in row.Parts)
        {
            var ends = (part.Part == 1, part.IsLast) switch
            {
                (true, true) => "begins ends",
                (true, false) => "begins",
                (false, true) => "ends",
                _ => "inside",
            };
            bars.Append($"<span class=\"{ends}\" style=\"flex:{part.Length}\">{part.Number}</span>");
        }

        return bars.Append("</div>").ToString();
    }

    private string Unfolded(LadderRow row)
    {
        var bytes = row.Event!.Bytes;
        if (Options.Hex)
        {
            return $"<pre>{Encoder.Encode(string.Join('\n', HexDump.Lines(bytes, row.Event.Offset, most: 80))).Replace("&#xA;", "\n", StringComparison.Ordinal)}</pre>";
        }

        if (bytes.Length <= MaxText)
        {
            return "";
        }

        var shown = bytes[..Math.Min(bytes.Length, MaxUnfolded)];
        var all = shown.Length == bytes.Length ? $"all {bytes.Length} bytes" : $"the first {shown.Length} of {bytes.Length} bytes";
        return $"<details class=\"remark\"><summary>{all}</summary><code>{Encode(shown)}</code></details>";
    }

    private static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    private static string Encode(ReadOnlyMemory<byte> bytes) => Encoder.Encode(Escape.ForTerminal(bytes.Span));

    private static string Class(LadderRow row)
    {
        var kind = row.Kind == LadderRowKind.StillWaiting ? "waiting" : row.Kind.ToString().ToLowerInvariant();
        return row.Kind is LadderRowKind.Chunk or LadderRowKind.Fin or LadderRowKind.Rst or LadderRowKind.Fault ? $"{kind} {row.Event!.Direction.Word()}" : kind;
    }
}
