namespace Tincan.Drawing;

/// <summary>A segment's bytes as they are shown in a row: visible, cut to fit, and knowing which byte stands in which column.</summary>
internal sealed class Payload
{
    private readonly List<(int Byte, int Column)> _starts = [];

    private Payload(string text, int columns, int shown)
    {
        Text = text;
        Width = columns;
        Shown = shown;
    }

    /// <summary>What is shown.</summary>
    public string Text { get; private set; }

    /// <summary>How many columns it takes.</summary>
    public int Width { get; private set; }

    /// <summary>How many of the bytes are shown.</summary>
    public int Shown { get; private set; }

    /// <summary>Fits bytes into a number of columns.</summary>
    /// <param name="bytes">The segment.</param>
    /// <param name="most">How many columns there are.</param>
    /// <param name="glyphs">How NUL and what is left out are shown.</param>
    /// <param name="ascii">Shows only ASCII as it is.</param>
    public static Payload Fit(ReadOnlySpan<byte> bytes, int most, LadderGlyphs glyphs, bool ascii)
    {
        if (bytes.IsEmpty)
        {
            return new Payload("(0 bytes)", 0, 0);
        }

        var whole = Show(bytes, most, glyphs, ascii);
        if (whole.Shown == bytes.Length)
        {
            return whole;
        }

        var tail = $"{glyphs.More} ({Readable.Count(bytes.Length, "byte")})";
        var part = Show(bytes, Math.Max(0, most - tail.Length), glyphs, ascii);
        part.Text += tail;
        return part;
    }

    /// <summary>The column at which a byte, or the character it is in, begins.</summary>
    public int ColumnOf(int index)
    {
        foreach (var (at, column) in _starts)
        {
            if (at >= index)
            {
                return column;
            }
        }

        return Width;
    }

    private static Payload Show(ReadOnlySpan<byte> bytes, int most, LadderGlyphs glyphs, bool ascii)
    {
        var text = new StringBuilder();
        var payload = new Payload("", 0, 0);
        while (payload.Shown < bytes.Length)
        {
            var next = Next(bytes[payload.Shown..], glyphs, ascii, out var count);
            var columns = Columns.Of(next);
            if (payload.Width + columns > most)
            {
                break;
            }

            payload._starts.Add((payload.Shown, payload.Width));
            payload.Width += columns;
            payload.Shown += count;
            text.Append(next);
        }

        payload.Text = text.ToString();
        return payload;
    }

    private static string Next(ReadOnlySpan<byte> bytes, LadderGlyphs glyphs, bool ascii, out int count)
    {
        if (bytes[0] == 0)
        {
            count = 1;
            return glyphs.Nul;
        }

        var shown = Escape.First(bytes, out count);
        return ascii && bytes[0] > 0x7F ? Escape.AsHex(bytes[..count]) : shown;
    }
}
