namespace Tincan.Protocols.Book.Formats;

/// <summary>An unfolded line.</summary>
/// <param name="Line">The number of its first line in the file, from 1.</param>
/// <param name="Text">The text; invalid UTF-8 is replaced.</param>
/// <param name="Problem">Why it is not valid UTF-8; null if it is.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FoldedLine(int Line, string Text, string? Problem)
{
    /// <summary>Decodes a line as UTF-8.</summary>
    public static FoldedLine Decode(int line, ReadOnlySpan<byte> bytes) => new(line, Encoding.UTF8.GetString(bytes), Utf8Text.Problem(bytes, out _));
}
