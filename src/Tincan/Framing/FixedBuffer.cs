namespace Tincan.Framing;

/// <summary>
/// Messages of a program that sends its whole buffer each time, as in <c>char b[100]; send(s, b, 100, 0)</c>: the text, perhaps a line end, <c>\0</c>,
/// and the old content of the buffer.
/// </summary>
public static class FixedBuffer
{
    /// <summary>This many NULs in a row cannot be empty messages.</summary>
    private const int Run = 3;

    /// <summary>Common buffer sizes.</summary>
    private static readonly int[] Sizes =
    [
        20, 30, 32, 40, 50, 60, 64, 80, 100, 120, 128, 150, 200, 250, 255, 256, 300, 400, 500, 511, 512, 600, 800,
        1000, 1023, 1024, 1025, 1500, 2000, 2047, 2048, 3000, 4000, 4096, 5000, 8000, 8192, 10000, 16384, 32768,
    ];

    /// <summary>The text of a buffer: up to the first NUL, without its line end.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> buffer)
    {
        var end = buffer.IndexOf((byte)0);
        var text = end < 0 ? buffer : buffer[..end];
        return text is [.., (byte)'\r', (byte)'\n'] ? text[..^2] : text is [.., (byte)'\n'] ? text[..^1] : text;
    }

    /// <summary>Recognises buffers in the first bytes of a peer.</summary>
    /// <param name="bytes">Everything that the first read returned.</param>
    /// <returns>The size of a buffer, in bytes; 0 if these are messages that end with a terminator.</returns>
    public static int Recognise(ReadOnlySpan<byte> bytes)
    {
        // The largest size first: one buffer of 200 bytes is not two of 100.
        for (var i = Sizes.Length - 1; i >= 0; i--)
        {
            if (bytes.Length >= Sizes[i] && bytes.Length % Sizes[i] == 0 && AreZeroed(bytes, Sizes[i]))
            {
                return Sizes[i];
            }
        }

        // Several buffers at once look like messages of the NUL dialect.
        return Sizes.AsSpan().Contains(bytes.Length) && TextEnd(bytes) is > 0 and var end && IsLeftOver(bytes[end..]) ? bytes.Length : 0;
    }

    /// <summary>Whether each buffer is text followed by zeros.</summary>
    private static bool AreZeroed(ReadOnlySpan<byte> bytes, int size)
    {
        for (var at = 0; at < bytes.Length; at += size)
        {
            var buffer = bytes.Slice(at, size);
            var end = TextEnd(buffer);
            if (end < 0 || (end == 0 && at == 0) || size - end < Run || buffer[end..].ContainsAnyExcept((byte)0))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The offset of the NUL after the only line in a buffer; -1 if it is not such a buffer.</summary>
    private static int TextEnd(ReadOnlySpan<byte> buffer)
    {
        var end = buffer.IndexOf((byte)0);
        return end < 0 || buffer[..end].TrimEnd("\r\n"u8).Contains((byte)'\n') ? -1 : end;
    }

    /// <summary>Whether these bytes are old memory and not text: a run of NULs with other bytes around it, or control characters.</summary>
    private static bool IsLeftOver(ReadOnlySpan<byte> rest)
    {
        if (rest.IndexOf("\0\0\0"u8) >= 0)
        {
            return true;
        }

        foreach (var value in rest)
        {
            if (value is 0x7f or (< (byte)' ' and not (0 or (byte)'\t' or (byte)'\n' or (byte)'\r' or 0x1b)))
            {
                return true;
            }
        }

        return false;
    }
}
