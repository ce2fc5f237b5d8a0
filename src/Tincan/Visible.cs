using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tincan;

/// <summary>Makes bytes of a stranger visible, so that they can be shown on a terminal or in a message without driving it.</summary>
public static class Visible
{
    /// <summary>Text as it is, control characters as <c>\n</c>, <c>\x1B</c> or <c>\u{202E}</c>, bytes that are not UTF-8 as <c>\xFF</c>.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="keep">Control characters that may stay as they are, such as a line end.</param>
    public static string Text(ReadOnlySpan<byte> bytes, string keep = "")
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var count) == OperationStatus.Done)
            {
                Append(text, rune, keep);
            }
            else
            {
                foreach (var stray in bytes[..count])
                {
                    text.Append("\\x").Append(stray.ToString("X2", CultureInfo.InvariantCulture));
                }
            }

            bytes = bytes[count..];
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Rune rune, string keep)
    {
        if (!MayDrive(rune) || (rune.IsBmp && keep.Contains((char)rune.Value, StringComparison.Ordinal)))
        {
            text.Append(rune);
            return;
        }

        text.Append(rune.Value switch
        {
            '\0' => "\\0",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            <= 0xFF => $"\\x{rune.Value:X2}",
            _ => $"\\u{{{rune.Value:X}}}",
        });
    }

    /// <summary>Controls (C0, DEL, C1), line and paragraph separators, and the marks that reorder or hide text around them.</summary>
    private static bool MayDrive(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 or 0x200E or 0x200F or 0x061C or 0xFEFF;
}
