namespace Tincan.Parsing;

/// <summary>A text that a person wrote: a file, or an argument of a command.</summary>
/// <param name="text">The text in UTF-8.</param>
/// <param name="file">The file's name; null for an argument.</param>
public sealed class SourceText(byte[] text, string? file = null)
{
    /// <summary>The maximum width, in columns, of a quoted word, and of the quoted line before and after an error.</summary>
    public const int Shown = 60;

    /// <summary>Creates a text that is not a file.</summary>
    public SourceText(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    /// <summary>The text in UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes => text;

    /// <summary>The length in bytes.</summary>
    public int Length => text.Length;

    /// <summary>The whole text.</summary>
    public Token All => Word(0, Length);

    /// <summary>A part of the text.</summary>
    public Token Word(int from, int to) => new(this, from, text.AsMemory(from..to));

    /// <summary>The line of a byte, from 1.</summary>
    public int LineOf(int at) => 1 + text.AsSpan(..at).Count((byte)'\n');

    /// <summary>The position of a byte: <c>FILE:LINE:COLUMN</c>.</summary>
    public string PositionOf(int at)
    {
        var line = Encoding.UTF8.GetString(text.AsSpan(Line(at).Start..at));
        return $"{file}:{LineOf(at)}:{1 + line.EnumerateRunes().Count()}";
    }

    /// <summary>An exception for an error at a byte.</summary>
    public SyntaxException Error(int at, string problem)
    {
        var (start, end) = file is null ? (0, text.Length) : Line(at);
        var line = Passwords.Hidden(text.AsSpan(start..end));
        var before = Columns.CutStart(Escape.ForTerminal(line.AsSpan(..(at - start)).TrimStart(" \t"u8)), Shown, "…");
        var after = Columns.Cut(Escape.ForTerminal(line.AsSpan((at - start)..)), Shown, "…");
        return new SyntaxException(file is null ? null : PositionOf(at), before + after, Columns.Of(before), problem);
    }

    /// <summary>The beginning and end of the line of a byte.</summary>
    private (int Start, int End) Line(int at)
    {
        var length = text.AsSpan(at..).IndexOfAny("\r\n"u8);
        return (text.AsSpan(..at).LastIndexOf((byte)'\n') + 1, length < 0 ? text.Length : at + length);
    }
}
