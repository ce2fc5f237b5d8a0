namespace Tincan.Drawing;

/// <summary>Writes one line of text per event, with all bytes and no drawing: for <c>grep</c>, mail and screen readers.</summary>
/// <param name="output">The output, which is not disposed.</param>
/// <param name="options">Filter, gap, ASCII and hex dump; the others are ignored. Defaults to null: the default options.</param>
public sealed class TranscriptWriter(TextWriter output, LadderOptions? options = null) : IEventWriter
{
    private readonly LadderOptions _options = options ?? new LadderOptions();
    private readonly LadderModel _model = new(options?.Gap, options?.Filter);

    /// <inheritdoc/>
    public void Begin()
    {
        // No header.
    }

    /// <inheritdoc/>
    public void Write(WireEvent happened) => Write(_model.Add(happened));

    /// <inheritdoc/>
    public void End() => Write(_model.End());

    private void Write(IEnumerable<LadderRow> rows)
    {
        foreach (var row in rows)
        {
            output.WriteLine($"{row.At.TotalSeconds:0.000000} {(row.Connection == 0 ? "-" : $"c:{row.Connection}")} {Words(row)}");
            if (_options.Hex && row.Kind == LadderRowKind.Chunk)
            {
                foreach (var line in HexDump.Lines(row.Event!.Bytes, row.Event.Offset, most: 80))
                {
                    output.WriteLine($"    {line}");
                }
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

        var bytes = Payload.Fit(row.Event!.Bytes.Span, int.MaxValue, _options.Ascii ? LadderGlyphs.Ascii : LadderGlyphs.Utf8, _options.Ascii).Text;
        return $"{EventText.Way(row.Event)}: {bytes}{(text.Length > 0 ? $" ({text})" : "")}";
    }
}
