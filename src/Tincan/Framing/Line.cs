namespace Tincan.Framing;

/// <summary>One line from a wire.</summary>
/// <param name="Content">Its bytes without the terminator. They are good until the next read of the same reader.</param>
/// <param name="IsEnd">The stream ended and there is no line.</param>
/// <param name="IsUnfinished">The stream ended where the terminator should have been.</param>
/// <param name="IsLateEnd">It is no line, but the terminator of the last one, which had been taken without it.</param>
public readonly record struct Line(ReadOnlyMemory<byte> Content, bool IsEnd = false, bool IsUnfinished = false, bool IsLateEnd = false)
{
    /// <summary>The stream ended and there is no line.</summary>
    public static Line End => new(default, IsEnd: true);

    /// <summary>Its bytes without the terminator.</summary>
    public ReadOnlySpan<byte> Span => Content.Span;
}
