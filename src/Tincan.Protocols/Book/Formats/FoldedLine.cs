namespace Tincan.Protocols.Book.Formats;

/// <summary>A line that was put together.</summary>
/// <param name="Line">The number of the line where it begins, from 1.</param>
/// <param name="Text">What it says; of what is no UTF-8, marks in its place.</param>
/// <param name="Problem">Why it is no text; null if it is.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FoldedLine(int Line, string Text, string? Problem)
{
    /// <summary>Takes a line's bytes for UTF-8.</summary>
    public static FoldedLine Decode(int line, ReadOnlySpan<byte> bytes) => new(line, Encoding.UTF8.GetString(bytes), Utf8Text.Problem(bytes, out _));
}
