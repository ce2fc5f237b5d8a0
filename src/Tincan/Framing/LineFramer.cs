namespace Tincan.Framing;

/// <summary>Finds lines that end with a terminator: <c>line = *OCTET terminator</c>.</summary>
/// <param name="dialect">The dialect.</param>
/// <param name="maxLine">The longest line, in bytes.</param>
/// <param name="takesEither">Whether <c>\n</c> ends a line with or without CR, in lf and crlf: some programs mix them.</param>
public sealed class LineFramer(Dialect dialect, int maxLine, bool takesEither = false) : IFramer
{
    private readonly bool _takesCr = takesEither && dialect != Dialect.Nul;

    /// <summary>The size of the buffer that each message fills, in bytes; 0 for messages that end with their terminator.</summary>
    public int BufferSize { get; init; }

    /// <summary>Whether the buffers are padded with spaces and contain no NUL.</summary>
    public bool IsPadded { get; init; }

    /// <inheritdoc/>
    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
    {
        if (BufferSize > 0)
        {
            return bytes.Length < BufferSize ? FrameCut.NeedMore
            : FrameCut.Done(Text(bytes[..BufferSize]).Length, BufferSize);
        }

        var terminator = _takesCr ? "\n"u8 : dialect.Terminator();
        var from = Math.Max(0, seen - terminator.Length + 1);
        var found = bytes[from..].IndexOf(terminator);
        var length = found < 0 ? bytes.Length - terminator.Length + 1 : from + found;
        var content = _takesCr && length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
        return content > maxLine ? FrameCut.Invalid(TooLong(maxLine))
            : found < 0 ? FrameCut.NeedMore
            : FrameCut.Done(content, length + terminator.Length);
    }

    /// <summary>The text of a buffer, without padding.</summary>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> buffer) => IsPadded ? buffer.TrimEnd((byte)' ') : FixedBuffer.Text(buffer);

    /// <inheritdoc/>
    public string Missing(ReadOnlySpan<byte> bytes) => $"the last line has {bytes.Length} bytes and no {dialect.Word()} line end";

    /// <summary>The dialect of the first terminator; <see cref="Dialect.Auto"/> if there is none yet.</summary>
    /// <param name="bytes">All bytes since the last message.</param>
    /// <param name="seen">How many of them were already searched and contain no terminator.</param>
    public static Dialect Recognise(ReadOnlySpan<byte> bytes, int seen)
    {
        var found = bytes[seen..].IndexOfAny((byte)'\n', (byte)'\0');
        if (found < 0)
        {
            return Dialect.Auto;
        }

        var end = seen + found;
        return bytes[end] == '\0' ? Dialect.Nul
            : end > 0 && bytes[end - 1] == '\r' ? Dialect.CrLf
            : Dialect.Lf;
    }

    /// <summary>Whether each message in <paramref name="bytes"/> has a NUL after its terminator, which is not an empty message.</summary>
    /// <param name="bytes">What arrived in the first reads.</param>
    /// <param name="dialect">The dialect of the first message.</param>
    public static bool AddsNul(ReadOnlySpan<byte> bytes, Dialect dialect)
    {
        var terminator = dialect == Dialect.Nul ? "\0\0"u8 : "\n\0"u8;
        var any = false;
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf(terminator);
            if ((end <= 0 && dialect == Dialect.Nul) || end < 0 || bytes[..end].ContainsAny(terminator))
            {
                return false;
            }

            any = true;
            bytes = bytes[(end + 2)..];
        }

        return any;
    }

    /// <exception cref="WireException">The line is over the limit.</exception>
    public static void ThrowIfTooLong(int length, int maxLine)
    {
        if (length > maxLine)
        {
            throw TooLongError(maxLine);
        }
    }

    /// <summary>The error for a line that is longer than the limit.</summary>
    public static WireException TooLongError(int maxLine) => new(CloseReason.Malformed, TooLong(maxLine)) { IsTooLong = true };

    /// <summary>The message for a line that is longer than the limit.</summary>
    public static string TooLong(int maxLine) => $"a line is longer than the limit of {maxLine} bytes";
}
