namespace Tincan;

/// <summary>Measures, cuts and wraps text in columns of a terminal.</summary>
public static class Columns
{
    /// <summary>The width of a text without control characters.</summary>
    public static int Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.Length;
        }

        var columns = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            columns += Of(rune);
        }

        return columns;
    }

    /// <summary>Cuts the end of a text that is too wide, and marks the cut.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The maximum width, including the mark.</param>
    /// <param name="more">The mark.</param>
    public static string Cut(string text, int most, string more)
    {
        if (Of(text) <= most)
        {
            return text;
        }

        var cut = new StringBuilder();
        var left = most - more.Length;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= Of(rune);
            if (left < 0)
            {
                break;
            }

            cut.Append(rune.ToString());
        }

        return cut.Append(more).ToString();
    }

    /// <summary>Cuts the beginning of a text that is too wide, and marks the cut.</summary>
    /// <inheritdoc cref="Cut"/>
    public static string CutStart(string text, int most, string more)
    {
        var columns = Of(text);
        if (columns <= most)
        {
            return text;
        }

        var from = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (columns <= most - more.Length)
            {
                break;
            }

            columns -= Of(rune);
            from += rune.Utf16SequenceLength;
        }

        return more + text[from..];
    }

    /// <summary>Wraps a text between words, and within words that are wider than a line.</summary>
    public static IEnumerable<string> Wrap(string text, int most)
    {
        var line = new StringBuilder();
        var used = 0;
        foreach (var word in text.Split(' '))
        {
            var rest = word;
            if (used > 0 && used + 1 + Of(word) > most)
            {
                yield return line.ToString();
                line.Clear();
                used = 0;
            }
            else if (used > 0)
            {
                line.Append(' ');
                used++;
            }

            while (used == 0 && Of(rest) > most)
            {
                var head = Cut(rest, most, "");
                yield return head;
                rest = rest[head.Length..];
            }

            line.Append(rest);
            used += Of(rest);
        }

        yield return line.ToString();
    }

    /// <summary>East Asian wide characters and emoji take two columns, combining marks none.</summary>
    private static int Of(Rune rune) => rune.Value switch
    {
        < 0x300 => 1,
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0x303E or >= 0x3041 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF
            or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x1F300 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFD => 2,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0 : 1,
    };
}
