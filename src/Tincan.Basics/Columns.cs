namespace Tincan;

/// <summary>How many columns of a terminal text takes.</summary>
public static class Columns
{
    /// <summary>The columns of a text without control characters.</summary>
    public static int Of(string text)
    {
        var columns = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            columns += Of(rune);
        }

        return columns;
    }

    /// <summary>As much of the end-cut text as fits, with a sign for what is missing.</summary>
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

    /// <summary>As much of the end as fits, with a sign for what is missing before it.</summary>
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

    /// <summary>Lines of at most so many columns, broken between words, or within one that is longer.</summary>
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

    /// <summary>East Asian wide characters and pictures take two columns, marks upon the character before them none.</summary>
    private static int Of(Rune rune) => rune.Value switch
    {
        < 0x300 => 1,
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0x303E or >= 0x3041 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF
            or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x1F300 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFD => 2,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0 : 1,
    };
}
