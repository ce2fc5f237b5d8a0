namespace Tincan.Parsing;

/// <summary>A text in which something may be wrong: a fault, or a file.</summary>
/// <param name="text">All of it, in UTF-8.</param>
/// <param name="file">The file's name; null if it is none.</param>
public sealed class SourceText(byte[] text, string? file = null)
{
    /// <summary>How much of a long word is shown, and of a long line before and behind the mistake, in columns.</summary>
    public const int Shown = 60;

    /// <summary>A text that is no file: a command line argument.</summary>
    public SourceText(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    /// <summary>All of it, as UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes => text;

    /// <summary>Its length in bytes.</summary>
    public int Length => text.Length;

    /// <summary>All of it.</summary>
    public Token All => Word(0, Length);

    /// <summary>A piece of it.</summary>
    public Token Word(int from, int to) => new(this, from, text.AsMemory(from..to));

    /// <summary>Which line a byte stands on, from 1.</summary>
    public int LineOf(int at) => 1 + text.AsSpan(..at).Count((byte)'\n');

    /// <summary>Where a byte stands: <c>FILE:LINE:COLUMN</c>.</summary>
    public string PlaceOf(int at)
    {
        var line = Encoding.UTF8.GetString(text.AsSpan(Line(at).Start..at));
        return $"{file}:{LineOf(at)}:{1 + line.EnumerateRunes().Count()}";
    }

    /// <summary>Something is wrong at a byte.</summary>
    public SyntaxException Error(int at, string problem)
    {
        var (start, end) = file is null ? (0, text.Length) : Line(at);
        var line = Passwords.Hidden(text.AsSpan(start..end));
        var before = Columns.CutStart(Escape.ForTerminal(line.AsSpan(..(at - start)).TrimStart(" \t"u8)), Shown, "…");
        var behind = Columns.Cut(Escape.ForTerminal(line.AsSpan((at - start)..)), Shown, "…");
        return new SyntaxException(file is null ? null : PlaceOf(at), before + behind, Columns.Of(before), problem);
    }

    /// <summary>Where the line begins and ends that a byte stands in.</summary>
    private (int Start, int End) Line(int at)
    {
        var length = text.AsSpan(at..).IndexOfAny("\r\n"u8);
        return (text.AsSpan(..at).LastIndexOf((byte)'\n') + 1, length < 0 ? text.Length : at + length);
    }
}
