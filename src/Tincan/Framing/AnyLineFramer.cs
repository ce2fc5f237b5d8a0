namespace Tincan.Framing;

/// <summary>Finds lines that end with any of <c>\n</c>, <c>\r\n</c> and <c>\0</c>. For viewers, which accept every dialect.</summary>
internal sealed class AnyLineFramer(int maxLine) : IFramer
{
    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
    {
        var found = bytes[seen..].IndexOfAny((byte)'\n', (byte)'\0');
        if (found < 0)
        {
            return bytes.Length > maxLine ? FrameCut.Invalid(LineFramer.TooLong(maxLine)) : FrameCut.NeedMore;
        }

        var end = seen + found;
        var hasCr = bytes[end] == '\n' && end > 0 && bytes[end - 1] == '\r';
        var length = hasCr ? end - 1 : end;
        return length > maxLine ? FrameCut.Invalid(LineFramer.TooLong(maxLine)) : FrameCut.Done(length, end + 1);
    }

    public string Missing(ReadOnlySpan<byte> bytes) => $"the last line has {bytes.Length} bytes and no line end";
}
