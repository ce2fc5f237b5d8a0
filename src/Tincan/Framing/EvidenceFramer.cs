namespace Tincan.Framing;

/// <summary>
/// Decides for one direction, from what goes over the wire, where messages end. Until a line end has been seen, each read is a message (raw); from the
/// first line end on, lines are. What has bytes that no text has is binary: each read is a message.
/// </summary>
/// <remarks>
/// It has to tell a raw message from the first part of a line that was torn, and a program that ends only some of its messages with a line end. What the
/// other side does tells: reads that it did not wait for, followed by a line end, are one line; and if it answered a read without a line end, that was
/// a message, so that later ones may come without one too. A greeting, which nobody asked for, shows nothing.
/// </remarks>
/// <param name="maxLine">The longest line, in bytes, that is followed.</param>
internal sealed class EvidenceFramer(int maxLine) : IFramer
{
    /// <summary>Control characters that are not in any text: not BEL to CR, and neither ESC nor NUL, which may end a line.</summary>
    private static readonly SearchValues<byte> NotText = SearchValues.Create(
        [1, 2, 3, 4, 5, 6, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28, 29, 30, 31, 0x7F]);

    private bool _isBinary;
    private bool _hasLines;

    /// <summary>Messages come with and without a line end.</summary>
    private bool _isMixed;
    private bool _wasAnsweredRaw;
    private bool _hasOtherSpoken;

    /// <summary>How many raw messages came since the other side last sent something.</summary>
    private int _unanswered;

    /// <summary>The one that cuts a direction; null if others do.</summary>
    public static EvidenceFramer? In(IFramer framer) => framer switch
    {
        EvidenceFramer evidence => evidence,
        GreetingFramer { Rest: EvidenceFramer evidence } => evidence,
        _ => null,
    };

    /// <summary>The other side has sent something.</summary>
    public void Answered()
    {
        _wasAnsweredRaw |= _unanswered > 0 && _hasOtherSpoken;
        _hasOtherSpoken = true;
        _unanswered = 0;
    }

    /// <summary>Looks at what a read brought, before it is cut.</summary>
    /// <returns>How many messages before it were only the beginning of the line that ends here.</returns>
    public int Look(ReadOnlySpan<byte> read)
    {
        _isBinary |= read.ContainsAny(NotText);
        if (_isBinary || _hasLines || _unanswered == 0 || read.IndexOfAny((byte)'\n', (byte)'\0') < 0)
        {
            return 0;
        }

        var torn = _unanswered;
        _unanswered = 0;
        return torn;
    }

    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
    {
        if (bytes.IsEmpty)
        {
            return FrameCut.NeedMore;
        }

        if (_isBinary)
        {
            return FrameCut.Done(bytes.Length, bytes.Length);
        }

        var found = bytes[seen..].IndexOfAny((byte)'\n', (byte)'\0');
        if (found < 0 && _hasLines && !_isMixed)
        {
            return bytes.Length > maxLine ? FrameCut.Invalid(LineFramer.TooLong(maxLine)) : FrameCut.NeedMore;
        }

        if (found < 0)
        {
            _unanswered++;
            return FrameCut.Done(bytes.Length, bytes.Length);
        }

        _isMixed |= !_hasLines && _wasAnsweredRaw;
        _hasLines = true;
        var end = seen + found;
        var hasCr = bytes[end] == '\n' && end > 0 && bytes[end - 1] == '\r';

        // Some programs end a name with two NULs; the second is no blank message.
        var isDouble = bytes[end..] is [0, 0, ..];
        return FrameCut.Done(hasCr ? end - 1 : end, end + (isDouble ? 2 : 1));
    }

    public string Missing(ReadOnlySpan<byte> bytes) => $"the last line has {bytes.Length} bytes and no line end";
}
