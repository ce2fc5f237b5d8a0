namespace Tincan.Protocols.Reverse;

/// <summary>A line for a reverse server. The right answer is the line reversed by character, grapheme or byte, in upper or lower case.</summary>
internal sealed class Question(byte[] line, long number)
{
    /// <summary>The most bytes of line ends to skip before an answer.</summary>
    private const int MaxFront = 4;

    /// <summary>The characters that <c>strip()</c> removes.</summary>
    private static ReadOnlySpan<byte> Blanks => " \t\r\n\v\f"u8;

    private readonly byte[][] _answers = Ascii.IsValid(line) ? [] : Variants(line);

    public ReadOnlyMemory<byte> Line => line;

    /// <summary>The number of the line in the input, from 1.</summary>
    public long Number => number;

    /// <summary>Whether the line is ASCII, so that its answer has the same length, and may differ only in case.</summary>
    public bool IsAscii => _answers.Length == 0;

    /// <summary>Whether the line is empty or blank.</summary>
    public bool IsBlank => line.AsSpan().Trim(Blanks).IsEmpty;

    /// <summary>Compares what has arrived with the reversed line.</summary>
    /// <param name="arrived">What has arrived, perhaps with line ends at the front.</param>
    /// <param name="mayFollowGreeting">Whether a late greeting may come before the answer.</param>
    /// <param name="cut">The position of the answer, only for <see cref="Likeness.Whole"/>.</param>
    public Likeness Compare(ReadOnlySpan<byte> arrived, bool mayFollowGreeting, out AnswerCut cut)
    {
        cut = default;
        if (line.Length == 0)
        {
            var end = LineEnds.At(arrived);
            cut = new(0, 0, end.Length, end);
            return end.Length > 0 ? Likeness.Whole : arrived.IsEmpty || arrived is [(byte)'\r'] ? Likeness.Partial : Likeness.Other;
        }

        var best = Likeness.Other;
        for (var front = 0; front <= Math.Min(arrived.Length, MaxFront); front++)
        {
            var likeness = At(arrived, front, out cut);
            if (likeness == Likeness.Whole)
            {
                return likeness;
            }

            best = likeness == Likeness.Partial ? likeness : best;
            if (front == arrived.Length || arrived[front] is not ((byte)'\n' or (byte)'\r' or 0))
            {
                break;
            }
        }

        return best == Likeness.Other && mayFollowGreeting ? AtEnd(arrived, out cut) : best;
    }

    /// <summary>Whether the answer is the reversed line after <c>strip()</c>.</summary>
    public bool IsStripped(ReadOnlySpan<byte> content)
    {
        var stripped = line.AsSpan().Trim(Blanks).ToArray();
        return stripped.Length < line.Length && LineEnds.Trim(content) is var text && text.Length == stripped.Length
            && (text.IsEmpty || new Question(stripped, number).Compare(text, false, out _) == Likeness.Whole);
    }

    /// <summary>Whether it is a part of the reversed line, as a program answers that has read a part of the line.</summary>
    public bool IsPartOfAnswer(ReadOnlySpan<byte> content)
    {
        if (!IsAscii)
        {
            foreach (var answer in _answers)
            {
                if (answer.AsSpan().IndexOf(content) >= 0)
                {
                    return true;
                }
            }

            return false;
        }

        var reversed = line.ToArray();
        Array.Reverse(reversed);
        return reversed.AsSpan().IndexOf(content) >= 0;
    }

    private Likeness At(ReadOnlySpan<byte> arrived, int front, out AnswerCut cut)
    {
        cut = default;
        var rest = arrived[front..];
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
                var end = LineEnds.At(rest[length..]);
                cut = new(front, length, front + length + end.Length, end);
                return Likeness.Whole;
            }

            likeness = Likeness.Partial;
        }

        return likeness;
    }

    private Likeness AtEnd(ReadOnlySpan<byte> arrived, out AnswerCut cut)
    {
        cut = default;
        var text = LineEnds.Trim(arrived);
        var start = text.Length - line.Length;
        return start > 0 && At(arrived, start, out cut) == Likeness.Whole ? Likeness.Whole : Likeness.Other;
    }

    /// <summary>Whether the bytes are the beginning of an answer of this length, ignoring case.</summary>
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
