namespace Tincan.Drawing;

/// <summary>Formats bytes in hexadecimal, after their offset and before their ASCII characters.</summary>
internal static class HexDump
{
    /// <summary>The lines of a dump.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="offset">The offset of the first byte in its direction.</param>
    /// <param name="most">The available columns. Sixteen bytes per line take 75, eight take 43, four 27.</param>
    public static IEnumerable<string> Lines(ReadOnlyMemory<byte> bytes, long offset, int most)
    {
        var perLine = most switch
        {
            >= 75 => 16,
            >= 43 => 8,
            _ => 4,
        };
        for (var at = 0; at < bytes.Length; at += perLine)
        {
            yield return Line(bytes.Span[at..Math.Min(at + perLine, bytes.Length)], offset + at, perLine);
        }
    }

    private static string Line(ReadOnlySpan<byte> bytes, long offset, int perLine)
    {
        var hex = new StringBuilder();
        var text = new StringBuilder();
        foreach (var one in bytes)
        {
            hex.Append($"{one:x2} ");
            text.Append(one is >= 0x20 and < 0x7F ? (char)one : '.');
        }

        return $"{offset:x8}  {hex.ToString().PadRight(perLine * 3)} {text}";
    }
}
