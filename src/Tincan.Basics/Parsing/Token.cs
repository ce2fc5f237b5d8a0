namespace Tincan.Parsing;

/// <summary>A name, a key or a value, and where it was written.</summary>
/// <param name="source">Where it stands.</param>
/// <param name="at">At which byte.</param>
/// <param name="bytes">What it says.</param>
/// <param name="isVerbatim">It says what stands there, byte for byte, so that each byte of it has its place.</param>
public readonly struct Token(SourceText source, int at, ReadOnlyMemory<byte> bytes, bool isVerbatim = true)
{
    /// <summary>Its content as UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.Span;

    /// <summary>Its content.</summary>
    public string Text => Encoding.UTF8.GetString(bytes.Span);

    /// <summary>As it can be shown in a sentence.</summary>
    public override string ToString() => $"'{Columns.Cut(Escape.ForTerminal(bytes.Span), SourceText.Shown, "…")}'";

    /// <summary>A part of it.</summary>
    /// <param name="from">From which byte of it on.</param>
    /// <param name="to">Up to which byte of it.</param>
    public Token Part(int from, int to) => new(source, isVerbatim ? at + from : at, bytes[from..to], isVerbatim);

    /// <summary>The byte of the text at which it begins.</summary>
    public int Start => at;

    /// <summary>The line it begins on, from 1.</summary>
    public int Line => source.LineOf(at);

    /// <summary>It is wrong.</summary>
    /// <param name="problem">In a sentence.</param>
    /// <param name="from">From which byte of it on.</param>
    public SyntaxException Error(string problem, int from = 0) => source.Error(isVerbatim ? at + from : at, problem);
}
