using System.Text.Unicode;

namespace Tincan;

/// <summary>Text that a person wrote, which has to be UTF-8; programs on Windows may add a byte order mark, or write another encoding.</summary>
public static class Utf8Text
{
    private const string Remedy = "save the file as UTF-8";

    /// <summary>Skips a byte order mark at the start of a text.</summary>
    /// <param name="start">The text, or the start of it.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <returns>What follows the mark, if there is one.</returns>
    /// <exception cref="BadFileException">The text is UTF-16 or UTF-32, with or without a byte order mark.</exception>
    public static ReadOnlySpan<byte> SkipMark(ReadOnlySpan<byte> start, string file)
    {
        if (OtherEncoding(start) is { } encoding)
        {
            throw new BadFileException(file, 1, $"the text is {encoding}, not UTF-8: {Remedy}");
        }

        return start.StartsWith(Encoding.UTF8.Preamble) ? start[Encoding.UTF8.Preamble.Length..] : start;
    }

    /// <summary>What is wrong with bytes that should be UTF-8; null if nothing is.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="offset">Where the first wrong one is.</param>
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
            ? $"not UTF-8: byte 0x{wrong:X2} ('{(char)wrong}' in Windows-1252): {Remedy}"
            : $"not UTF-8: byte 0x{wrong:X2}: {Remedy}";
    }

    /// <summary>How many bytes at the end are the beginning of a character whose rest is missing; 0 if there are none.</summary>
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
    /// Recognises UTF-16 and UTF-32 by their byte order mark, or by the zero byte beside each of the first two characters: no text in UTF-8 that
    /// Tincan reads begins like that.
    /// </summary>
    private static string? OtherEncoding(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => "UTF-32",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [not 0, 0, not 0, 0, ..] or [0, not 0, 0, not 0, ..] => "UTF-16",
        _ => null,
    };
}
