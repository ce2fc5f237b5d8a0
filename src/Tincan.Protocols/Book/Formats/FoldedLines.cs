using Tincan.Files;

namespace Tincan.Protocols.Book.Formats;

/// <summary>
/// Folded lines, as in vCard (RFC 6350) and LDIF (RFC 2849): each continuation begins with a space. Older writers (RFC 2425, 2426) fold between any two
/// bytes, even inside a character, so lines are unfolded as bytes.
/// </summary>
internal static class FoldedLines
{
    /// <summary>Far more than an entry that fits into a message needs, in bytes.</summary>
    private const int MaxLine = 16 * 1024 * 1024;

    /// <summary>Reads unfolded lines, blank ones included.</summary>
    /// <param name="stream">UTF-8, with or without a byte order mark; lines end with LF or CR LF.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="foldMarks">The characters that begin a continuation: a space, in vCard also a tab.</param>
    /// <exception cref="BadFileException">A line is too long.</exception>
    public static IEnumerable<FoldedLine> Read(Stream stream, string file, string foldMarks)
    {
        var whole = new ArrayBufferWriter<byte>();
        var lines = new LineInput(stream, MaxLine, file);
        var begins = 0;
        foreach (var line in lines.ReadAll(FileWait.Token))
        {
            if (begins > 0 && line.Length > 0 && foldMarks.Contains((char)line.Span[0], StringComparison.Ordinal))
            {
                whole.Write(line.Span[1..]);
                if (whole.WrittenCount > MaxLine)
                {
                    throw new BadFileException(file, begins, LineFramer.TooLong(MaxLine));
                }

                continue;
            }

            if (begins > 0)
            {
                yield return FoldedLine.Decode(begins, whole.WrittenSpan);
            }

            whole.ResetWrittenCount();
            whole.Write(line.Span);
            begins = (int)lines.Count;
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
}
