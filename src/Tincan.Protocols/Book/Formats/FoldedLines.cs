namespace Tincan.Protocols.Book.Formats;

/// <summary>
/// Folded lines, as in vCard (RFC 6350) and LDIF (RFC 2849): each continuation begins with a space. Older writers (RFC 2425, 2426) fold between any two
/// bytes, even inside a character, so lines are unfolded as bytes.
/// </summary>
internal static class FoldedLines
{
    /// <summary>Far more than an entry that fits into a message needs, in bytes.</summary>
    private const int MaxLine = 16 * 1024 * 1024;

    private const int Piece = 64 * 1024;

    private static readonly string TooLong = $"the line is longer than {MaxLine / 1024 / 1024} MiB";

    /// <summary>Reads unfolded lines, blank ones included.</summary>
    /// <param name="stream">UTF-8, with or without a byte order mark; lines end with LF or CR LF.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="foldMarks">The characters that begin a continuation: a space, in vCard also a tab.</param>
    /// <exception cref="BadFileException">A line is too long.</exception>
    public static IEnumerable<FoldedLine> Read(Stream stream, string file, string foldMarks)
    {
        var whole = new ArrayBufferWriter<byte>();
        var begins = 0;
        foreach (var (number, line) in Pieces(stream, file))
        {
            if (begins > 0 && line.Length > 0 && foldMarks.Contains((char)line.Span[0], StringComparison.Ordinal))
            {
                whole.Write(line.Span[1..]);
                ThrowIfLonger(whole.WrittenCount, file, begins);
                continue;
            }

            if (begins > 0)
            {
                yield return FoldedLine.Decode(begins, whole.WrittenSpan);
            }

            whole.ResetWrittenCount();
            whole.Write(line.Span);
            begins = number;
        }

        if (begins > 0)
        {
            yield return FoldedLine.Decode(begins, whole.WrittenSpan);
        }
    }

    /// <summary>Writes a line, folded after at most <paramref name="bytes"/> bytes and never inside a character.</summary>
    public static void Write(string line, int bytes, string lineEnd, TextWriter output)
    {
        var room = bytes;
        foreach (var rune in line.EnumerateRunes())
        {
            if (rune.Utf8SequenceLength > room)
            {
                output.Write(lineEnd);
                output.Write(' ');
                room = bytes - 1;
            }

            output.Write(rune.ToString());
            room -= rune.Utf8SequenceLength;
        }

        output.Write(lineEnd);
    }

    /// <summary>The lines of the file without their line ends, each valid until the next.</summary>
    private static IEnumerable<(int Number, ReadOnlyMemory<byte> Line)> Pieces(Stream stream, string file)
    {
        var buffer = new byte[Piece];
        var (begin, seen, end, number) = (0, 0, 0, 1);
        while (true)
        {
            var found = buffer.AsSpan(seen, end - seen).IndexOf((byte)'\n');
            if (found >= 0)
            {
                yield return (number, LineOf(buffer.AsMemory(begin, seen + found - begin), isFirst: number == 1, file));
                begin = seen = seen + found + 1;
                number++;
                continue;
            }

            ThrowIfLonger(end - begin, file, number);
            Array.Copy(buffer, begin, buffer, 0, end - begin);
            (begin, end) = (0, end - begin);
            seen = end;
            if (end == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var count = stream.Read(buffer, end, Math.Min(Piece, buffer.Length - end));
            end += count;
            if (count == 0)
            {
                break;
            }
        }

        if (end > 0)
        {
            yield return (number, LineOf(buffer.AsMemory(0, end), isFirst: number == 1, file));
        }
    }

    private static ReadOnlyMemory<byte> LineOf(ReadOnlyMemory<byte> line, bool isFirst, string file)
    {
        line = isFirst ? line[^Utf8Text.SkipMark(line.Span, file).Length..] : line;
        return line.Span is [.., (byte)'\r'] ? line[..^1] : line;
    }

    private static void ThrowIfLonger(int length, string file, int line)
    {
        if (length > MaxLine)
        {
            throw new BadFileException(file, line, TooLong);
        }
    }
}
