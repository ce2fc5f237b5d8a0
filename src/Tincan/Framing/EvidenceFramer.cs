namespace Tincan.Framing;

/// <summary>
/// Detects where the messages of one direction end. Until a line end has been seen, each read is a message (raw); after that, each line is one.
/// In binary data, with bytes that no text contains, each read is a message.
/// </summary>
/// <remarks>
/// A read without a line end may be a raw message, or the first part of a split line; and some programs end only some of their messages with a
/// line end. The peer's behaviour decides: several reads without an answer between them, followed by a line end, are one line. If a read
/// without a line end was answered, it was a message, and later ones may come without a line end, too. A greeting proves nothing, because it
/// answers nothing.
/// </remarks>
/// <param name="maxLine">The longest line, in bytes.</param>
internal sealed class EvidenceFramer(int maxLine) : IFramer, IEvidence
{
    /// <summary>Control characters that no text contains. Excluded are BEL to CR, ESC, and NUL, which may end a line.</summary>
    private static readonly SearchValues<byte> NotText = SearchValues.Create(
        [1, 2, 3, 4, 5, 6, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28, 29, 30, 31, 0x7F]);

    private bool _isBinary;
    private bool _hasLines;

    /// <summary>Some messages have a line end and some do not.</summary>
    private bool _isMixed;
    private bool _wasAnsweredRaw;
    private bool _hasPeerSent;

    /// <summary>The number of raw messages since the peer last sent something.</summary>
    private int _unanswered;

    public void Answered()
    {
        _wasAnsweredRaw |= _unanswered > 0 && _hasPeerSent;
        _hasPeerSent = true;
        _unanswered = 0;
    }

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

        // Some programs end a name with two NULs; the second is not an empty message.
        var isDouble = bytes[end..] is [0, 0, ..];
        return FrameCut.Done(hasCr ? end - 1 : end, end + (isDouble ? 2 : 1));
    }

    public string Missing(ReadOnlySpan<byte> bytes) => $"the last line has {bytes.Length} bytes and no line end";
}
