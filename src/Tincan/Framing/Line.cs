namespace Tincan.Framing;

/// <summary>One line from a wire.</summary>
/// <param name="Content">Its bytes without the terminator, valid until the next read of the same reader.</param>
/// <param name="IsEnd">The stream has ended, and there is no line.</param>
/// <param name="IsUnfinished">The stream ended before the terminator.</param>
/// <param name="IsLateEnd">Not a line, but the terminator of the last one, which was read without it.</param>
public readonly record struct Line(ReadOnlyMemory<byte> Content, bool IsEnd = false, bool IsUnfinished = false, bool IsLateEnd = false)
{
    /// <summary>The end of the stream.</summary>
    public static Line End => new(default, IsEnd: true);

    /// <summary>The line without its terminator.</summary>
    public ReadOnlySpan<byte> Span => Content.Span;
}
