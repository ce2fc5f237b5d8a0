namespace Tincan.Drawing;

/// <summary>
/// The bars of messages above a chunk, each from the first byte of a message to its last. A bar is open where the message began in an earlier chunk or
/// continues in a later one.
/// </summary>
internal static class MessageBar
{
    /// <summary>Draws the bars, as wide as the shown bytes.</summary>
    public static string Draw(IReadOnlyList<MessagePart> parts, Payload payload, LadderGlyphs glyphs)
    {
        var bar = new char[payload.Width];
        Array.Fill(bar, ' ');
        foreach (var part in parts.TakeWhile(part => part.From < payload.Shown))
        {
            var to = part.From + part.Length;
            var columns = bar.AsSpan(payload.ColumnOf(part.From)..payload.ColumnOf(to));
            Draw(columns, part.Number, begins: part.Part == 1, ends: part.IsLast && to <= payload.Shown, glyphs);
        }

        return new string(bar);
    }

    private static void Draw(Span<char> bar, int number, bool begins, bool ends, LadderGlyphs glyphs)
    {
        if (bar.IsEmpty)
        {
            return;
        }

        bar.Fill(glyphs.Line);
        if (bar.Length == 1)
        {
            bar[0] = begins && ends ? glyphs.One : begins ? glyphs.Begin : ends ? glyphs.End : glyphs.Line;
            return;
        }

        if (begins)
        {
            bar[0] = glyphs.Begin;
        }

        if (ends)
        {
            bar[^1] = glyphs.End;
        }

        var name = number.ToString();
        if (name.Length + 2 <= bar.Length)
        {
            name.CopyTo(bar[((bar.Length - name.Length) / 2)..]);
        }
    }
}
