namespace Tincan.Protocols.Reverse;

/// <summary>Reverses a line. ASCII, the common case, is vectorised.</summary>
/// <param name="by">The unit.</param>
/// <param name="swapCase">Whether to swap upper and lower case, too.</param>
public sealed class Reverser(ReverseBy by = ReverseBy.Rune, bool swapCase = false)
{
    /// <summary>Writes the reversed line.</summary>
    /// <param name="line">A line without terminator; UTF-8 unless reversed by byte.</param>
    /// <param name="output">The output.</param>
    /// <exception cref="WireException">The line is not UTF-8, and the unit is not the byte (<see cref="CloseReason.Malformed"/>).</exception>
    public void Write(ReadOnlySpan<byte> line, IBufferWriter<byte> output)
    {
        if (by == ReverseBy.Byte || (Ascii.IsValid(line) && !line.Contains((byte)'\r')))
        {
            WriteBytes(line, output);
            return;
        }

        ThrowUnlessUtf8(line);
        if (swapCase)
        {
            line = SwapCase(line);
        }

        var reversed = output.GetSpan(line.Length)[..line.Length];
        if (by == ReverseBy.Rune)
        {
            ReverseRunes(line, reversed);
        }
        else
        {
            ReverseGraphemes(line, reversed);
        }

        output.Advance(line.Length);
    }

    private void WriteBytes(ReadOnlySpan<byte> line, IBufferWriter<byte> output)
    {
        var reversed = output.GetSpan(line.Length)[..line.Length];
        line.CopyTo(reversed);
        reversed.Reverse();
        if (swapCase)
        {
            foreach (ref var letter in reversed)
            {
                letter ^= char.IsAsciiLetter((char)letter) ? (byte)0x20 : (byte)0;
            }
        }

        output.Advance(line.Length);
    }

    private static void ReverseRunes(ReadOnlySpan<byte> line, Span<byte> reversed)
    {
        while (!line.IsEmpty)
        {
            Rune.DecodeFromUtf8(line, out _, out var count);
            line[..count].CopyTo(reversed[^count..]);
            line = line[count..];
            reversed = reversed[..^count];
        }
    }

    private static void ReverseGraphemes(ReadOnlySpan<byte> line, Span<byte> reversed)
    {
        ReadOnlySpan<char> text = Encoding.UTF8.GetString(line);
        while (!text.IsEmpty)
        {
            var element = text[..StringInfo.GetNextTextElementLength(text)];
            var count = Encoding.UTF8.GetByteCount(element);
            Encoding.UTF8.GetBytes(element, reversed[^count..]);
            text = text[element.Length..];
            reversed = reversed[..^count];
        }
    }

    private static byte[] SwapCase(ReadOnlySpan<byte> line)
    {
        var swapped = new StringBuilder(line.Length);
        foreach (var rune in Encoding.UTF8.GetString(line).EnumerateRunes())
        {
            swapped.Append(Rune.IsUpper(rune) ? Rune.ToLowerInvariant(rune) : Rune.ToUpperInvariant(rune));
        }

        return Encoding.UTF8.GetBytes(swapped.ToString());
    }

    private static void ThrowUnlessUtf8(ReadOnlySpan<byte> line)
    {
        if (Utf8Text.Problem(line, out var at) is not null)
        {
            throw new WireException(CloseReason.Malformed, $"a line is not UTF-8: byte 0x{line[at]:X2} at offset {at}");
        }
    }
}
