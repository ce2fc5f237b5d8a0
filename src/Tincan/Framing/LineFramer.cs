namespace Tincan.Framing;

/// <summary>Finds lines that end with a terminator: <c>line = *OCTET terminator</c>.</summary>
internal sealed class LineFramer(Dialect dialect, int maxLine) : IFramer
{
    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
    {
        var terminator = dialect.Terminator();
        var from = Math.Max(0, seen - terminator.Length + 1);
        var found = bytes[from..].IndexOf(terminator);
        var length = found < 0 ? bytes.Length - terminator.Length + 1 : from + found;
        if (length > maxLine)
        {
            return FrameCut.Invalid(TooLong(maxLine));
        }

        return found < 0 ? FrameCut.NeedMore : FrameCut.Done(length, length + terminator.Length);
    }

    public string Missing(ReadOnlySpan<byte> bytes) => $"the last line has {bytes.Length} bytes and no {dialect.Word()} line end";

    /// <summary>The dialect whose terminator comes first, or <see cref="Dialect.Auto"/> while there is none.</summary>
    /// <param name="bytes">All bytes since the connection began.</param>
    /// <param name="seen">How many of them hold no terminator for sure.</param>
    public static Dialect Recognise(ReadOnlySpan<byte> bytes, int seen)
    {
        var found = bytes[seen..].IndexOfAny((byte)'\n', (byte)'\0');
        if (found < 0)
        {
            return Dialect.Auto;
        }

        var end = seen + found;
        if (bytes[end] == '\0')
        {
            return Dialect.Nul;
        }

        return end > 0 && bytes[end - 1] == '\r' ? Dialect.CrLf : Dialect.Lf;
    }

    public static string TooLong(int maxLine) => $"a line is longer than the limit of {maxLine} bytes";
}
