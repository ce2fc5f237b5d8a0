using System.Text.Unicode;

namespace Tincan;

/// <summary>Checks that text is UTF-8. Programs on Windows may add a byte order mark, or write another encoding.</summary>
public static class Utf8Text
{
    private const string Hint = "save the file as UTF-8";

    /// <summary>Skips a byte order mark at the start of a text.</summary>
    /// <param name="start">The text, or the start of it.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <returns>The text after the mark.</returns>
    /// <exception cref="BadFileException">The text is UTF-16 or UTF-32, with or without a byte order mark.</exception>
    public static ReadOnlySpan<byte> SkipMark(ReadOnlySpan<byte> start, string file)
    {
        if (OtherEncoding(start) is { } encoding)
        {
            throw new BadFileException(file, 1, $"the text is {encoding}, not UTF-8: {Hint}");
        }

        return start.StartsWith(Encoding.UTF8.Preamble) ? start[Encoding.UTF8.Preamble.Length..] : start;
    }

    /// <summary>Why bytes are not UTF-8; null if they are.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="offset">The index of the first wrong byte.</param>
    public static string? Problem(ReadOnlySpan<byte> bytes, out int offset)
    {
        offset = 0;
        if (Utf8.IsValid(bytes))
        {
            return null;
        }

        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out var count) == OperationStatus.Done)
        {
            offset += count;
        }

        // From 0xA0 on, Windows-1252 is Latin-1, whose bytes are Unicode's first characters.
        var wrong = bytes[offset];
        return wrong > 0xA0
            ? $"not UTF-8: byte 0x{wrong:X2} ('{(char)wrong}' in Windows-1252): {Hint}"
            : $"not UTF-8: byte 0x{wrong:X2}: {Hint}";
    }

    /// <summary>The number of bytes at the end that begin an incomplete character.</summary>
    public static int CutOffLength(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length <= Math.Min(3, bytes.Length); length++)
        {
            if (Rune.DecodeFromUtf8(bytes[^length..], out _, out _) == OperationStatus.NeedMoreData)
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>
    /// Recognizes UTF-16 and UTF-32 by the byte order mark, or by a zero byte in each of the first two characters: no UTF-8 text that Tincan reads begins
    /// like that.
    /// </summary>
    private static string? OtherEncoding(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => "UTF-32",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [not 0, 0, not 0, 0, ..] or [0, not 0, 0, not 0, ..] => "UTF-16",
        _ => null,
    };
}
