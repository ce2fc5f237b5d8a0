namespace Tincan;

/// <summary>Escapes untrusted bytes, so that they cannot control a terminal, and reads escapes.</summary>
public static class Escape
{
    private static readonly string[] Ascii = [.. Enumerable.Range(0, 0x80).Select(static value => Show(new Rune(value)))];

    /// <summary>Keeps text, and writes control characters as <c>\n</c>, <c>\x1B</c> or <c>\u{202E}</c>, bytes that are not UTF-8 as <c>\xFF</c>.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="multiline">Whether to keep tabs and line ends (LF and CR LF). A CR alone, which would overwrite a line, is always escaped.</param>
    public static string ForTerminal(ReadOnlySpan<byte> bytes, bool multiline = false)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (multiline && LayoutLength(bytes) is var layout and > 0)
            {
                text.Append(Encoding.ASCII.GetString(bytes[..layout]));
                bytes = bytes[layout..];
                continue;
            }

            text.Append(First(bytes, out var count));
            bytes = bytes[count..];
        }

        return text.ToString();
    }

    /// <summary>Escapes untrusted text in the same way.</summary>
    /// <param name="text">The text.</param>
    public static string ForTerminal(string text) => ForTerminal(Encoding.UTF8.GetBytes(text));

    /// <summary>Escapes the first character, or the bytes that are not one.</summary>
    /// <param name="bytes">At least one byte.</param>
    /// <param name="count">The number of bytes that were escaped.</param>
    public static string First(ReadOnlySpan<byte> bytes, out int count)
    {
        if (bytes[0] < Ascii.Length)
        {
            count = 1;
            return Ascii[bytes[0]];
        }

        return Rune.DecodeFromUtf8(bytes, out var rune, out count) == OperationStatus.Done ? Show(rune) : AsHex(bytes[..count]);
    }

    /// <summary>Each byte as <c>\xFF</c>.</summary>
    public static string AsHex(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(4 * bytes.Length);
        foreach (var one in bytes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\x{one:X2}");
        }

        return text.ToString();
    }

    /// <summary>Reads text with the escapes \n \r \t \0 \\ \" and \xHH, up to the first invalid one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">What it stands for is added to these.</param>
    /// <returns>The offset of the invalid escape, or the length.</returns>
    public static int Read(ReadOnlySpan<byte> text, ICollection<byte> bytes)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] != '\\')
            {
                bytes.Add(text[at++]);
            }
            else if (text[at..] is [_, (byte)'x', var high, var low, ..]
                && byte.TryParse([high, low], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var one))
            {
                bytes.Add(one);
                at += 4;
            }
            else if (text[at..] is [_, var letter, ..] && Escaped(letter) is { } meant)
            {
                bytes.Add(meant);
                at += 2;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private static byte? Escaped(byte letter) => (char)letter switch
    {
        'n' => (byte)'\n',
        'r' => (byte)'\r',
        't' => (byte)'\t',
        '0' => 0,
        '\\' or '"' => letter,
        _ => null,
    };

    private static int LayoutLength(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [(byte)'\n' or (byte)'\t', ..] => 1,
        [(byte)'\r', (byte)'\n', ..] => 2,
        _ => 0,
    };

    private static string Show(Rune rune) => !IsControl(rune) ? rune.ToString() : rune.Value switch
    {
        '\0' => "\\0",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        <= 0xFF => $"\\x{rune.Value:X2}",
        _ => $"\\u{{{rune.Value:X}}}",
    };

    /// <summary>Control characters (C0, DEL, C1), line and paragraph separators, the marks that reorder or hide text, and what is no character in XML and YAML.</summary>
    private static bool IsControl(Rune rune) => rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 or 0x200E or 0x200F or 0x061C or 0xFEFF or 0xFFFE or 0xFFFF
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
