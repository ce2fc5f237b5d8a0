namespace Tincan.Protocols.Names;

/// <summary>How much of the answer at the front of a stream has arrived.</summary>
internal enum AnswerState
{
    /// <summary>Incomplete.</summary>
    Partial,

    /// <summary>Possibly complete: only silence or the end of the stream decides.</summary>
    MayEnd,

    /// <summary>Complete.</summary>
    Whole,
}

/// <summary>The answer at the front of the bytes from a resolver or table server.</summary>
/// <param name="State">How much of it has arrived.</param>
/// <param name="Start">The offset of its first byte, after any line ends.</param>
/// <param name="NameLength">The length of the name at its front, in bytes.</param>
/// <param name="BodyStart">The offset of the space after the name. Line ends before it came back from the question: the peer reads raw.</param>
/// <param name="End">The offset of its end.</param>
/// <param name="Consumed">The number of bytes it takes, with its line end.</param>
/// <param name="IsRecord">Whether it is a record, perhaps without <c> IN</c>.</param>
/// <param name="IsTorn">Whether it is the beginning of a record. At the end of the stream, the rest is lost.</param>
internal readonly record struct AnswerCut(
    AnswerState State, int Start = 0, int NameLength = 0, int BodyStart = 0, int End = 0, int Consumed = 0, bool IsRecord = false, bool IsTorn = false)
{
    /// <summary>Whether the name came back with its line end: the peer takes each read for a name.</summary>
    public bool HasLineEndInName => BodyStart > Start + NameLength;

    /// <summary>The name that was answered.</summary>
    public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> bytes) => bytes.Slice(Start, NameLength);

    /// <summary>Whether it answers this name, and is not only an echo of it.</summary>
    public bool IsFor(ReadOnlySpan<byte> name, ReadOnlySpan<byte> bytes) => End > BodyStart && NameBytes.Same(Name(bytes), name);

    /// <summary>What follows the name.</summary>
    public ReadOnlySpan<byte> Body(ReadOnlySpan<byte> bytes) => bytes[BodyStart..End];

    /// <summary>The answer, without any line end.</summary>
    public byte[] Text(ReadOnlySpan<byte> bytes) => [.. Name(bytes), .. Body(bytes)];

    /// <summary>Writes the answer, without any line end.</summary>
    public void CopyTo(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        output.Write(Name(bytes));
        output.Write(Body(bytes));
    }
}

/// <summary>
/// Finds answers in a stream by their grammar, because many programs send nothing between them, or line ends only after some:
/// <c>answer = name SP ( IPv4 SP "A" [ SP "IN" ] / text )</c>. Padding with spaces ends an answer, like a line end.
/// </summary>
internal static class AnswerFramer
{
    private static readonly SearchValues<byte> EndOfName = SearchValues.Create(" \r\n\0"u8);
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789."u8);

    /// <summary>Finds the answer at the front of a stream.</summary>
    /// <param name="bytes">What has arrived.</param>
    /// <param name="name">The name whose answer is expected. A text ends where an answer to this name begins.</param>
    public static AnswerCut Cut(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> name)
    {
        var start = LineEnds(bytes, 0);
        var rest = bytes[start..];
        var nameLength = NameLength(rest, name);
        if (nameLength < 0)
        {
            return new(AnswerState.Partial);
        }

        var body = LineEnds(bytes, start + nameLength);
        if (body == bytes.Length)
        {
            return new(AnswerState.Partial);
        }

        if (bytes[body] != ' ')
        {
            // A line without a space: an echo, or an end mark.
            return new(AnswerState.Whole, start, nameLength, start + nameLength, start + nameLength, body);
        }

        var (state, length, isRecord) = Body(bytes[body..], name);
        var end = body + length;
        var isTorn = state == AnswerState.MayEnd && !isRecord && bytes[body..].Length > 1 && Digits.Contains(bytes[body + 1]);
        return new(state, start, nameLength, body, end, AfterLineEnd(bytes, end), isRecord, isTorn);
    }

    /// <summary>The name that the answer at the front of a stream begins with, as far as it has arrived.</summary>
    public static ReadOnlySpan<byte> NameAtFront(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes[LineEnds(bytes, 0)..];
        return rest.IndexOfAny(EndOfName) is >= 0 and var end ? rest[..end] : rest;
    }

    private static int NameLength(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> name)
    {
        var common = Math.Min(rest.Length, name.Length);
        if (!name.IsEmpty && NameBytes.Same(rest[..common], name[..common]))
        {
            if (rest.Length <= name.Length)
            {
                return -1;
            }

            if (rest[name.Length] is (byte)' ' or (byte)'\r' or (byte)'\n' or 0)
            {
                return name.Length;
            }
        }

        return rest.IndexOfAny(EndOfName);
    }

    private static (AnswerState State, int Length, bool IsRecord) Body(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        var address = body[1..].IndexOfAnyExcept(Digits) + 1;
        if (address == 1 || (address > 1 && !" A"u8.StartsWith(body[address..]) && !body[address..].StartsWith(" A"u8)))
        {
            return Text(body, name);
        }

        if (body.Length == 1 || address == 0 || body.Length < address + 2)
        {
            return (AnswerState.MayEnd, body.Length, false);
        }

        var afterType = body[(address + 2)..];
        if (" IN"u8.StartsWith(afterType) && afterType.Length < 3)
        {
            return (AnswerState.MayEnd, body.Length, afterType.IsEmpty);
        }

        var end = address + (afterType.StartsWith(" IN"u8) ? 5 : 2);
        return end < body.Length && body[end] == ' ' && !Padding.IsAt(body[end..]) ? Text(body, name) : (AnswerState.Whole, end, true);
    }

    /// <summary>Finds the end of a text: the end of its line, or the beginning of an answer to the expected name.</summary>
    private static (AnswerState State, int Length, bool IsRecord) Text(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        var end = body.IndexOfAny((byte)'\n', (byte)0);
        var line = end < 0 ? body : body[..end];
        line = Padding.At(line) is > 0 and var padding ? line[..padding] : line;
        var next = Next(line, name);
        if (next > 0)
        {
            return (AnswerState.Whole, next, false);
        }

        return (end < 0 && line.Length == body.Length ? AnswerState.MayEnd : AnswerState.Whole, line is [.., (byte)'\r'] ? line.Length - 1 : line.Length, false);
    }

    private static int Next(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name)
    {
        for (var at = 1; !name.IsEmpty && at + name.Length + 1 < line.Length; at++)
        {
            if (line[at + name.Length] == ' '
                && line[at + name.Length + 1] is >= (byte)'0' and <= (byte)'9' or (byte)'-'
                && NameBytes.Same(line.Slice(at, name.Length), name))
            {
                return at;
            }
        }

        return -1;
    }

    private static int LineEnds(ReadOnlySpan<byte> bytes, int from)
    {
        var count = bytes[from..].IndexOfAnyExcept("\r\n\0"u8);
        return count < 0 ? bytes.Length : Padding.IsAt(bytes[(from + count)..]) ? LineEnds(bytes, Padding.End(bytes, from + count)) : from + count;
    }

    private static int AfterLineEnd(ReadOnlySpan<byte> bytes, int end) => bytes[end..] switch
    {
        [(byte)' ', ..] when Padding.IsAt(bytes[end..]) => Padding.End(bytes, end),
        [(byte)'\r', (byte)'\n', ..] => end + 2,
        [(byte)'\r' or (byte)'\n' or 0, ..] => end + 1,
        _ => end,
    };
}
