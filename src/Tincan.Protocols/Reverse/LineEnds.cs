namespace Tincan.Protocols.Reverse;

/// <summary>The line ends that a reverse server may send after an answer, in any mixture.</summary>
internal static class LineEnds
{
    private static readonly string[] All = ["\r\n", "\n", "\0\0", "\0"];

    /// <summary>The line end at the beginning of <paramref name="bytes"/>; empty if there is none.</summary>
    public static string At(ReadOnlySpan<byte> bytes)
    {
        foreach (var end in All)
        {
            if (bytes.Length >= end.Length && EndsWith(bytes[..end.Length], end))
            {
                return end;
            }
        }

        return "";
    }

    /// <summary>Removes one line end at the end.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> content)
    {
        foreach (var end in All)
        {
            if (EndsWith(content, end))
            {
                return content[..^end.Length];
            }
        }

        return content;
    }

    /// <summary>Whether it is empty or contains only line ends.</summary>
    public static bool IsAll(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept("\r\n\0"u8);

    /// <summary>Finds the first complete line of what has arrived.</summary>
    public static bool TryFirstLine(ReadOnlySpan<byte> arrived, out AnswerCut cut)
    {
        var at = arrived.IndexOfAny((byte)'\n', (byte)0);
        var length = at > 0 && arrived[at] == '\n' && arrived[at - 1] == '\r' ? at - 1 : at;
        var end = at < 0 ? "" : At(arrived[length..]);
        cut = at < 0 ? default : new(0, length, length + end.Length, end);
        return at >= 0;
    }

    private static bool EndsWith(ReadOnlySpan<byte> bytes, string end) => bytes.Length >= end.Length && Ascii.Equals(bytes[^end.Length..], end);
}
