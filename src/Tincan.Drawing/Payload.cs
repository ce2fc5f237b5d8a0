namespace Tincan.Drawing;

/// <summary>The bytes of a chunk as they are shown in a row: escaped, cut to fit, and with the column of each byte.</summary>
/// <param name="text">The text so far.</param>
internal sealed class Payload(string text)
{
    /// <summary>Where the characters begin. One entry stands for as many as follow each other with a byte and a column each.</summary>
    private readonly List<(int Byte, int Column, int Count)> _starts = [];

    /// <summary>The shown text.</summary>
    public string Text { get; private set; } = text;

    /// <summary>The width of the bytes, without the mark for what was cut.</summary>
    public int Width { get; private set; }

    /// <summary>The number of shown bytes.</summary>
    public int Shown { get; private set; }

    /// <summary>Escapes bytes, and cuts them to a width.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="most">The maximum width, in columns.</param>
    /// <param name="glyphs">The characters for NUL and for a cut.</param>
    /// <param name="ascii">Whether to escape everything but ASCII.</param>
    public static Payload Fit(ReadOnlySpan<byte> bytes, int most, LadderGlyphs glyphs, bool ascii)
    {
        if (bytes.IsEmpty)
        {
            return new Payload("(0 bytes)");
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

    /// <summary>The column of a byte, or of the character it belongs to.</summary>
    public int ColumnOf(int index)
    {
        foreach (var (at, column, count) in _starts)
        {
            if (at + count > index)
            {
                return column + Math.Max(0, index - at);
            }
        }

        return Width;
    }

    private static Payload Show(ReadOnlySpan<byte> bytes, int most, LadderGlyphs glyphs, bool ascii)
    {
        var text = new DefaultInterpolatedStringHandler(0, 0, provider: null, stackalloc char[256]);
        Span<char> plain = stackalloc char[64];
        var payload = new Payload("");
        while (payload.Shown < bytes.Length)
        {
            var rest = bytes[payload.Shown..];
            if (Math.Min(Math.Min(Printable(rest), plain.Length), most - payload.Width) is var run and > 0)
            {
                Encoding.ASCII.GetChars(rest[..run], plain);
                text.AppendFormatted(plain[..run]);
                payload._starts.Add((payload.Shown, payload.Width, run));
                payload.Width += run;
                payload.Shown += run;
                continue;
            }

            var next = Next(rest, glyphs, ascii, out var count);
            var columns = Columns.Of(next);
            if (payload.Width + columns > most)
            {
                break;
            }

            payload._starts.Add((payload.Shown, payload.Width, 1));
            payload.Width += columns;
            payload.Shown += count;
            text.AppendLiteral(next);
        }

        payload.Text = text.ToStringAndClear();
        return payload;
    }

    /// <summary>How many bytes are shown as they are.</summary>
    private static int Printable(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') is >= 0 and var count ? count : bytes.Length;

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
