using System.Globalization;
using System.Text;

namespace Tincan.Book.Formats;

/// <summary>Long lines cut into pieces, each but the first behind a blank, as vCard (RFC 6350) and LDIF (RFC 2849) have them.</summary>
internal static class FoldedLines
{
    /// <summary>Far more than an entry that the wire carries can need.</summary>
    private const int MaxLine = 16 * 1024 * 1024;

    /// <summary>What is said of a longer one.</summary>
    public static readonly string TooLong = $"the line is longer than {MaxLine / 1024 / 1024} MiB";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads lines, each whole, with the number of the line where it begins. Blank lines are lines.</summary>
    /// <param name="stream">UTF-8, with or without a byte order mark; lines end with LF or CR LF.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="foldMarks">What a piece may begin with: a blank, in vCard a tab too.</param>
    /// <exception cref="BadFileException">A line is not UTF-8, or has no end.</exception>
    public static IEnumerable<(int Line, string Text)> Read(Stream stream, string file, string foldMarks)
    {
        using var lines = new StreamReader(new LineLimitStream(stream, MaxLine, file), Strict, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024);
        var whole = new StringBuilder();
        var (number, begins) = (0, 0);
        while (Next(lines, file, number + 1) is { } line)
        {
            number++;
            if (begins > 0 && line.Length > 0 && foldMarks.Contains(line[0], StringComparison.Ordinal))
            {
                whole.Append(line, 1, line.Length - 1);
                if (whole.Length > MaxLine)
                {
                    throw new BadFileException(file, begins, TooLong);
                }

                continue;
            }

            if (begins > 0)
            {
                yield return (begins, whole.ToString());
            }

            whole.Clear().Append(line);
            begins = number;
        }

        if (begins > 0)
        {
            yield return (begins, whole.ToString());
        }
    }

    /// <summary>Writes a line in pieces of so many bytes, never cutting a character.</summary>
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

    private static string? Next(StreamReader lines, string file, int number)
    {
        try
        {
            return lines.ReadLine();
        }
        catch (DecoderFallbackException error)
        {
            throw new BadFileException(file, 0, $"not UTF-8, at or soon after line {number.ToString(CultureInfo.InvariantCulture)}", error);
        }
    }
}
