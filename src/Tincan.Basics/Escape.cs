namespace Tincan;

/// <summary>Makes bytes of a stranger visible, so that they can be shown on a terminal or in a message without driving it.</summary>
public static class Escape
{
    /// <summary>Text as it is, control characters as <c>\n</c>, <c>\x1B</c> or <c>\u{202E}</c>, bytes that are not UTF-8 as <c>\xFF</c>.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="multiline">Keeps tabs and line ends (LF and CR LF) as they are. A CR alone, which overwrites a line, is still shown.</param>
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

    /// <summary>Text that came from a stranger, made visible in the same way.</summary>
    /// <param name="text">The text.</param>
    public static string ForTerminal(string text) => ForTerminal(Encoding.UTF8.GetBytes(text));

    /// <summary>The first character, or the bytes that are none, made visible.</summary>
    /// <param name="bytes">At least one byte.</param>
    /// <param name="count">How many bytes that was.</param>
    public static string First(ReadOnlySpan<byte> bytes, out int count) => Rune.DecodeFromUtf8(bytes, out var rune, out count) == OperationStatus.Done
        ? Show(rune)
        : AsHex(bytes[..count]);

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

    private static int LayoutLength(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [(byte)'\n' or (byte)'\t', ..] => 1,
        [(byte)'\r', (byte)'\n', ..] => 2,
        _ => 0,
    };

    private static string Show(Rune rune) => !MayDrive(rune) ? rune.ToString() : rune.Value switch
    {
        '\0' => "\\0",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        <= 0xFF => $"\\x{rune.Value:X2}",
        _ => $"\\u{{{rune.Value:X}}}",
    };

    /// <summary>Controls (C0, DEL, C1), line and paragraph separators, and the marks that reorder or hide the text around them.</summary>
    private static bool MayDrive(Rune rune) => rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 or 0x200E or 0x200F or 0x061C or 0xFEFF
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
