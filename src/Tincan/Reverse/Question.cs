using System.Buffers;
using System.Text;
using Tincan.Wires;

namespace Tincan.Reverse;

/// <summary>What has come so far, held against the line that it has to be the answer to.</summary>
internal enum Likeness
{
    /// <summary>The line reversed is there, whole.</summary>
    Whole,

    /// <summary>It may still become that.</summary>
    Partial,

    /// <summary>It is something else.</summary>
    Other,
}

/// <summary>Where an answer lies in what has come.</summary>
/// <param name="Start">Where its content begins.</param>
/// <param name="Length">How many bytes its content has.</param>
/// <param name="Consumed">How many bytes it takes with what ends it.</param>
/// <param name="End">What ends it; empty if nothing does.</param>
internal readonly record struct AnswerCut(int Start, int Length, int Consumed, string End)
{
    public bool IsTerminated => End.Length > 0;
}

/// <summary>A line that was sent to a reverse server. It knows its answer: itself reversed by character, grapheme or byte, with any case.</summary>
internal sealed class Question(byte[] line, long number)
{
    /// <summary>More line ends than this in front of an answer are no accident.</summary>
    private const int MaxFront = 4;

    private static readonly string[] Ends = ["\r\n", "\n", "\0\0", "\0"];

    /// <summary>What <c>strip()</c> takes off.</summary>
    private static ReadOnlySpan<byte> Blanks => " \t\r\n\v\f"u8;

    private readonly byte[][] _answers = Ascii.IsValid(line) ? [] : Variants(line);

    public ReadOnlyMemory<byte> Line => line;

    /// <summary>Which line of the input it is, from 1.</summary>
    public long Number => number;

    /// <summary>Its bytes are ASCII, so that its answer has just as many and differs at most in case.</summary>
    public bool IsAscii => _answers.Length == 0;

    /// <summary>It has nothing but blanks, or nothing at all.</summary>
    public bool IsBlank => line.AsSpan().Trim(Blanks).IsEmpty;

    /// <summary>Holds what has come against the line.</summary>
    /// <param name="came">What has come, perhaps with line ends in front.</param>
    /// <param name="mayFollowGreeting">Anything may stand in front, because a greeting may have come late.</param>
    /// <param name="cut">Where the answer lies.</param>
    public Likeness Compare(ReadOnlySpan<byte> came, bool mayFollowGreeting, out AnswerCut cut)
    {
        cut = default;
        if (line.Length == 0)
        {
            var end = EndAt(came);
            cut = new(0, 0, end.Length, end);
            return end.Length > 0 ? Likeness.Whole : came.IsEmpty || came is [(byte)'\r'] ? Likeness.Partial : Likeness.Other;
        }

        var best = Likeness.Other;
        for (var front = 0; front <= Math.Min(came.Length, MaxFront); front++)
        {
            var likeness = At(came, front, out cut);
            if (likeness == Likeness.Whole)
            {
                return likeness;
            }

            best = likeness == Likeness.Partial ? likeness : best;
            if (front == came.Length || came[front] is not ((byte)'\n' or (byte)'\r' or 0))
            {
                break;
            }
        }

        return best == Likeness.Other && mayFollowGreeting ? AtEnd(came, out cut) : best;
    }

    /// <summary>Whether the answer is the line reversed without the blanks at its ends, as <c>strip()</c> makes it.</summary>
    public bool IsStripped(ReadOnlySpan<byte> content)
    {
        var stripped = line.AsSpan().Trim(Blanks).ToArray();
        return stripped.Length < line.Length && Trimmed(content) is var text && text.Length == stripped.Length
            && (text.IsEmpty || new Question(stripped, number).Compare(text, false, out _) == Likeness.Whole);
    }

    /// <summary>Content without one line end after it.</summary>
    public static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> content)
    {
        foreach (var end in Ends)
        {
            if (EndsWith(content, end))
            {
                return content[..^end.Length];
            }
        }

        return content;
    }

    /// <summary>The first line of what has come, if a line end is there.</summary>
    public static bool TryFirstLine(ReadOnlySpan<byte> came, out AnswerCut cut)
    {
        var at = came.IndexOfAny((byte)'\n', (byte)0);
        var start = at > 0 && came[at] == '\n' && came[at - 1] == '\r' ? at - 1 : at;
        var end = at < 0 ? "" : EndAt(came[start..]);
        cut = new(0, Math.Max(start, 0), Math.Max(start, 0) + end.Length, end);
        return at >= 0;
    }

    private Likeness At(ReadOnlySpan<byte> came, int front, out AnswerCut cut)
    {
        cut = default;
        var rest = came[front..];
        var likeness = Likeness.Other;
        foreach (var length in IsAscii ? [line.Length] : _answers.Select(static answer => answer.Length).Distinct())
        {
            var shared = Math.Min(length, rest.Length);
            if (!IsLike(rest[..shared], length))
            {
                continue;
            }

            if (shared == length)
            {
                var end = EndAt(rest[length..]);
                cut = new(front, length, front + length + end.Length, end);
                return Likeness.Whole;
            }

            likeness = Likeness.Partial;
        }

        return likeness;
    }

    private Likeness AtEnd(ReadOnlySpan<byte> came, out AnswerCut cut)
    {
        cut = default;
        var text = Trimmed(came);
        var start = text.Length - line.Length;
        return start > 0 && At(came, start, out cut) == Likeness.Whole ? Likeness.Whole : Likeness.Other;
    }

    /// <summary>Whether the bytes are the beginning of an answer of that length, whatever the case of its letters.</summary>
    private bool IsLike(ReadOnlySpan<byte> bytes, int length)
    {
        if (!IsAscii)
        {
            foreach (var answer in _answers)
            {
                if (answer.Length == length && bytes.SequenceEqual(answer.AsSpan(0, bytes.Length)))
                {
                    return true;
                }
            }

            return false;
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            var (expected, seen) = (line[^(i + 1)], bytes[i]);
            if (expected != seen && !(char.IsAsciiLetter((char)expected) && (expected ^ seen) == 0x20))
            {
                return false;
            }
        }

        return true;
    }

    private static string EndAt(ReadOnlySpan<byte> bytes)
    {
        foreach (var end in Ends)
        {
            if (bytes.Length >= end.Length && EndsWith(bytes[..end.Length], end))
            {
                return end;
            }
        }

        return "";
    }

    private static bool EndsWith(ReadOnlySpan<byte> bytes, string end)
    {
        if (bytes.Length < end.Length)
        {
            return false;
        }

        for (var i = 0; i < end.Length; i++)
        {
            if (bytes[bytes.Length - end.Length + i] != end[i])
            {
                return false;
            }
        }

        return true;
    }

    private static byte[][] Variants(byte[] line)
    {
        var variants = new List<byte[]>();
        foreach (var by in Enum.GetValues<ReverseBy>())
        {
            foreach (var swap in new[] { false, true })
            {
                try
                {
                    var answer = new ArrayBufferWriter<byte>();
                    new Reverser(by, swap).Write(line, answer);
                    variants.Add(answer.WrittenSpan.ToArray());
                }
                catch (WireException)
                {
                    // Not UTF-8: only its bytes can be reversed.
                }
            }
        }

        return [.. variants];
    }
}
