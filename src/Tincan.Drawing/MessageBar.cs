namespace Tincan.Drawing;

/// <summary>
/// The bar of messages over a segment: each message from its first byte to its last, open where it began in an earlier segment or goes on in
/// a later one.
/// </summary>
internal static class MessageBar
{
    /// <summary>Draws it, as wide as what is shown of the segment.</summary>
    public static string Draw(IReadOnlyList<MessagePart> parts, Payload payload, LadderGlyphs glyphs)
    {
        var bar = new char[payload.Width];
        Array.Fill(bar, ' ');
        foreach (var part in parts)
        {
            if (part.From >= payload.Shown)
            {
                break;
            }

            var to = part.From + part.Length;
            var isShown = to <= payload.Shown;
            Draw(
                bar.AsSpan(payload.ColumnOf(part.From)..payload.ColumnOf(to)),
                part.Number,
                part.Part == 1,
                part.IsLast && isShown,
                glyphs);
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
