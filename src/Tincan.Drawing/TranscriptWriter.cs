namespace Tincan.Drawing;

/// <summary>Writes one line of text per event, with all bytes and no drawing: for <c>grep</c>, mail and screen readers.</summary>
/// <param name="output">The output, which is not disposed.</param>
/// <param name="options">Filter, gap, ASCII and hex dump; the others are ignored. Defaults to null: the default options.</param>
public sealed class TranscriptWriter(TextWriter output, LadderOptions? options = null) : RowEventWriter(options)
{
    /// <inheritdoc/>
    public override void Begin()
    {
        // No header.
    }

    private protected override void Write(LadderRow row)
    {
        output.WriteLine($"{row.At.TotalSeconds:0.000000} {(row.Connection == 0 ? "-" : $"c:{row.Connection}")} {Words(row)}");
        if (Options.Hex && row.Kind == LadderRowKind.Chunk)
        {
            foreach (var line in HexDump.Lines(row.Event!.Bytes, row.Event.Offset, most: 80))
            {
                output.WriteLine($"    {line}");
            }
        }
    }

    private string Words(LadderRow row)
    {
        var text = Escape.ForTerminal(row.Text);
        if (row.Kind != LadderRowKind.Chunk)
        {
            return row.Kind == LadderRowKind.Fault ? $"{EventText.Way(row.Event!)} {text}" : text;
        }

        var bytes = Payload.Fit(row.Event!.Bytes.Span, int.MaxValue, Options.Ascii ? LadderGlyphs.Ascii : LadderGlyphs.Utf8, Options.Ascii).Text;
        return $"{EventText.Way(row.Event)}: {bytes}{(text.Length > 0 ? $" ({text})" : "")}";
    }
}
