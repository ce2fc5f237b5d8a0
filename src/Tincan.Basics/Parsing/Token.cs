namespace Tincan.Parsing;

/// <summary>A name, a key or a value, and its position in a text.</summary>
/// <param name="source">The text.</param>
/// <param name="at">The offset in the text, in bytes.</param>
/// <param name="bytes">The content.</param>
/// <param name="isVerbatim">Whether the content is the text, byte for byte. If it was unescaped, an error marks its beginning.</param>
public readonly struct Token(SourceText source, int at, ReadOnlyMemory<byte> bytes, bool isVerbatim = true)
{
    /// <summary>The content in UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.Span;

    /// <summary>The content.</summary>
    public string Text => Encoding.UTF8.GetString(bytes.Span);

    /// <summary>The content for a sentence: quoted, escaped and cut.</summary>
    public override string ToString() => $"'{Columns.Cut(Escape.ForTerminal(bytes.Span), SourceText.Shown, "…")}'";

    /// <summary>A part of it.</summary>
    /// <param name="from">The index of the first byte.</param>
    /// <param name="to">The index after the last byte.</param>
    public Token Part(int from, int to) => new(source, isVerbatim ? at + from : at, bytes[from..to], isVerbatim);

    /// <summary>The offset in the text, in bytes.</summary>
    public int Start => at;

    /// <summary>The line, from 1.</summary>
    public int Line => source.LineOf(at);

    /// <summary>An exception for an error in this token.</summary>
    /// <param name="problem">What is wrong, in a sentence.</param>
    /// <param name="from">The index of the first wrong byte. Defaults to 0.</param>
    public SyntaxException Error(string problem, int from = 0) => source.Error(isVerbatim ? at + from : at, problem);
}
